package io.headroom.replay.placement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The published figures, on the real trace where it is there (`HEADROOM_DATA`); three seeds, for time.
class OpenbPackingTest {

    private static Path data() {
        String folder =
                Optional.ofNullable(System.getenv("HEADROOM_DATA")).orElse("../shared/data");
        Path given = Path.of(folder, "openb");
        // Maven runs tests in the module's folder, people in the project's.
        return Files.isDirectory(given) ? given : Path.of("..", folder, "openb");
    }

    @ParameterizedTest
    @CsvSource({
        "default, 95.39",
        "cpu050, 95.21",
        "gpushare40, 94.15",
        "gpuspec10, 94.95",
        "multigpu20, 95.65"
    })
    void fgd_is_as_published_and_headroom_is_better(String workload, double published) {
        Path nodes = data().resolve("openb_node_list_gpu_node.csv");
        Path pods = data().resolve("openb_pod_list_" + workload + ".csv.gz");
        assumeTrue(
                Files.exists(nodes) && Files.exists(pods),
                "no openb trace in " + data() + ": set HEADROOM_DATA to run this");
        PackingReport report =
                PackingReplay.run(
                        new PackingRequest(
                                nodes, pods, List.of(Policy.FGD, Policy.HEADROOM), 3, 1.3));
        double fgd = report.policies().get(0).allocationPercent().mean();
        double headroom = report.policies().get(1).allocationPercent().mean();
        assertThat(fgd).isCloseTo(published, Offset.offset(0.5));
        assertThat(headroom).isGreaterThan(published + 0.2);
        assertThat(report.hindsightPercent()).isGreaterThan(headroom);
    }
}
