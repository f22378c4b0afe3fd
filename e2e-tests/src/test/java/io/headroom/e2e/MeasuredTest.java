package io.headroom.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.Project;
import io.headroom.e2e.system.RunningSystem;
import io.headroom.local.LocalService;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;

/// What happens to a workload and its node is seen in metrics, and every metric that there is stands in the reference.
@Order(4)
@ExtendWith(RunningSystem.class)
class MeasuredTest {

    private static final String PAGE = "docs/reference/metrics.md";
    private static final String ALERTS = "infra/monitoring/alerts.yml";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Pattern NAME = Pattern.compile("\\b(headroom|cloudprovider)_\\w+");
    private static final Pattern FAMILY =
            Pattern.compile("^# TYPE ((?:headroom|cloudprovider)_\\w+) (\\w+)$", Pattern.MULTILINE);

    private final Headroom headroom;

    MeasuredTest(Headroom headroom) {
        this.headroom = headroom;
    }

    @Test
    void a_workloads_wait_and_its_nodes_life_are_measured() throws IOException {
        Corner corner = Corner.declare(headroom, "measured", 1);
        corner.buyNothingAhead();
        String workload = corner.submit("one", 1, 360_000);
        until("it runs", SOON, () -> corner.state(workload).equals("running"));
        until(
                "its pool has a node, and it is used",
                SOON,
                () ->
                        measured("provisioning", "headroom_fleet_nodes", "ready") == 1
                                && measured("provisioning", "headroom_fleet_gpus_used", "") == 1
                                && measured("provisioning", "headroom_fleet_hourly_dollars", "")
                                        > 0);
        until(
                "how long it waited is measured",
                SOON,
                () -> measured("placement", "headroom_queue_wait_seconds_sum", "") > 0);
        corner.cancelAll();
        until(
                "its node has ended",
                SOON,
                () ->
                        measured("provisioning", "headroom_nodes_ended_total", "reason=\"idle\"")
                                == 1);

        assertThat(undocumented()).as("metrics that are not in " + PAGE).isEmpty();
    }

    @Test
    void alerts_speak_of_metrics_that_there_are() throws IOException {
        String page = read(PAGE);
        Set<String> unknown = new TreeSet<>();
        NAME.matcher(read(ALERTS))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst("_(count|sum|bucket)$", ""))
                .filter(name -> !page.contains("`" + name + "`"))
                .forEach(unknown::add);

        assertThat(unknown).as("metrics that are not in " + PAGE).isEmpty();
    }

    private static String read(String file) throws IOException {
        return Files.readString(Project.root().resolve(file));
    }

    /// The sum over the lines of this pool or lane.
    private double measured(String service, String metric, String label) {
        return headroom.metrics(service)
                .lines()
                .filter(line -> line.startsWith(metric + "{"))
                .filter(line -> line.contains("=\"measured\"") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private Set<String> undocumented() throws IOException {
        String page = read(PAGE);
        Set<String> missing = new TreeSet<>();
        for (LocalService service :
                EnumSet.complementOf(EnumSet.of(LocalService.CLOUD_SIMULATOR))) {
            FAMILY.matcher(headroom.metrics(service.processName()))
                    .results()
                    .map(found -> named(found.group(1), found.group(2)))
                    .filter(name -> !page.contains("`" + name + "`"))
                    .forEach(missing::add);
        }
        return missing;
    }

    /// A counter's lines end in what its family does not; the largest time of a timer is a family of its own.
    private static String named(String family, String type) {
        return type.equals("counter")
                ? family.replaceFirst("_total$", "") + "_total"
                : family.replaceFirst("_seconds_max$", "_seconds");
    }
}
