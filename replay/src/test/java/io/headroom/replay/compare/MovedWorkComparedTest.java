package io.headroom.replay.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.replay.fleet.score.Consolidated;
import io.headroom.replay.trace.FleetTrace;
import io.headroom.replay.trace.FleetTraceFormat;
import io.headroom.replay.trace.FleetTraces;
import io.headroom.replay.trace.TraceError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Work is moved where it is said how often it writes checkpoints, by the request or by the trace, and nowhere else.
class MovedWorkComparedTest {

    private static final List<String> BOTH = List.of("headroom", "reactive");

    @TempDir private Path folder = Path.of("");

    @Test
    void only_headroom_moves_and_only_where_checkpoints_are_written() throws IOException {
        FleetReport never = FleetComparison.run(FourHours.last(folder, BOTH, 0));
        FleetReport moving = FleetComparison.run(every(Duration.ofMinutes(10)));

        assertThat(never.policies()).allMatch(score -> score.consolidation() == null);
        assertThat(moving.policies().getFirst().consolidation()).isNotNull();
        assertThat(moving.policies().getLast()).isEqualTo(never.policies().getLast());
        assertThat(moving.lines()).anyMatch(line -> line.startsWith("MOVED SO THAT NODES GO"));
        assertThat(never.lines()).noneMatch(line -> line.startsWith("MOVED"));
    }

    @Test
    void what_is_moved_is_in_json_in_dollars_and_is_absent_where_nothing_may_be()
            throws IOException {
        JsonNode moving = json(FleetComparison.run(every(Duration.ofMinutes(1))));
        JsonNode never = json(FleetComparison.run(FourHours.last(folder, BOTH, 0)));

        JsonNode what = moving.path("consolidation");
        assertThat(what.path("moves").isInt()).isTrue();
        assertThat(what.path("emptied").isInt()).isTrue();
        assertThat(what.path("lostGpuHours").isNumber()).isTrue();
        assertThat(what.path("brought").path("saves").isNumber()).isTrue();
        assertThat(never.has("consolidation")).isFalse();
    }

    @Test
    void the_same_seed_moves_the_same() throws IOException {
        Consolidated once = first(FleetComparison.run(every(Duration.ofMinutes(1))));

        assertThat(once).isEqualTo(first(FleetComparison.run(every(Duration.ofMinutes(1)))));
    }

    @Test
    void a_trace_says_it_of_each_workload_and_what_serves_never_moves() throws IOException {
        FleetTrace trace =
                read(
                        """
                        submitted_at,gpus,duration_seconds,class,checkpoint_seconds
                        2026-01-05T00:00:00Z,1,60,training,90
                        2026-01-05T00:00:01Z,1,60,training,
                        2026-01-05T00:00:02Z,1,60,online-inference,
                        """);

        assertThat(trace.checkpoints()).isTrue();
        assertThat(intervals(trace)).containsExactly(Duration.ofSeconds(90), null, null);
        assertThat(intervals(trace.checkpointing(Duration.ofMinutes(10))))
                .containsExactly(Duration.ofSeconds(90), Duration.ofMinutes(10), null);
        assertThat(trace.rows().getLast().spec().workloadClass())
                .isEqualTo(WorkloadClass.ONLINE_INFERENCE);
    }

    @Test
    void nonsense_is_refused_with_its_place() throws IOException {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        submitted_at,gpus,duration_seconds,checkpoint_seconds
                                        2026-01-05T00:00:00Z,1,60,-5
                                        """))
                .isInstanceOf(TraceError.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("checkpoint_seconds");
        assertThatThrownBy(() -> every(Duration.ZERO))
                .hasMessageContaining("checkpoints are a second apart at least");
    }

    private FleetTrace read(String csv) throws IOException {
        Path file = folder.resolve("own.csv");
        Files.writeString(file, csv);
        return FleetTraces.read(file, FleetTraceFormat.HEADROOM_CSV, 1);
    }

    private static List<@Nullable Duration> intervals(FleetTrace trace) {
        return trace.rows().stream()
                .<@Nullable Duration>map(r -> r.spec().checkpointEvery())
                .toList();
    }

    private FleetRequest every(Duration every) throws IOException {
        return FourHours.checkpointing(folder, BOTH, every);
    }

    private static JsonNode json(FleetReport report) {
        return HeadroomJson.mapper().valueToTree(report).path("policies").path(0);
    }

    private static Consolidated first(FleetReport report) {
        return Objects.requireNonNull(report.policies().getFirst().consolidation());
    }
}
