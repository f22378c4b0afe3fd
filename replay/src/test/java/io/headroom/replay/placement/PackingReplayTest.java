package io.headroom.replay.placement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PackingReplayTest {

    @TempDir private Path folder = Path.of("");

    /// A cluster in small: 24 nodes, 120 GPUs, CPU-poor and CPU-rich ones.
    private Path nodes() throws IOException {
        StringBuilder text = new StringBuilder("sn,cpu_milli,memory_mib,gpu,model\n");
        for (int i = 0; i < 12; i++) {
            text.append("a").append(i).append(",96000,393216,8,G2\n");
            text.append("b").append(i).append(",104000,524288,2,T4\n");
        }
        return Files.writeString(folder.resolve("nodes.csv"), text);
    }

    private Path pods() throws IOException {
        StringBuilder text =
                new StringBuilder("name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec\n");
        for (int i = 0; i < 40; i++) {
            text.append("w").append(i).append(",11300,49152,1,1000,\n");
            text.append("s").append(i).append(",3152,5600,1,810,\n");
            text.append("t").append(i).append(",8000,22888,1,320,G2|T4\n");
            text.append("c").append(i).append(",12500,57344,0,0,\n");
        }
        text.append("m,64000,262144,8,1000,G2\n");
        return Files.writeString(folder.resolve("pods.csv"), text);
    }

    private PackingReport replay(int seeds, double load, Policy... policies) throws IOException {
        return PackingReplay.run(
                new PackingRequest(nodes(), pods(), List.of(policies), seeds, load));
    }

    @Test
    void every_policy_fills_the_cluster_and_none_overfills_it() throws IOException {
        PackingReport report = replay(3, 1.3, Policy.values());
        assertThat(report.gpus()).isEqualTo(120);
        assertThat(report.policies())
                .extracting(PackingReport.Line::policy)
                .containsExactly(
                        "random",
                        "dot-product",
                        "gpu-clustering",
                        "gpu-packing",
                        "best-fit",
                        "fgd",
                        "headroom");
        assertThat(report.policies())
                .allSatisfy(
                        line -> assertThat(line.allocationPercent().mean()).isBetween(70.0, 100.0));
        assertThat(report.hindsightPercent()).isBetween(80.0, 100.0);
    }

    @Test
    void the_same_seeds_give_the_same_figures() throws IOException {
        PackingReport once = replay(2, 1.3, Policy.RANDOM, Policy.HEADROOM);
        PackingReport again = replay(2, 1.3, Policy.RANDOM, Policy.HEADROOM);
        assertThat(again.policies())
                .extracting(PackingReport.Line::allocationPercent)
                .isEqualTo(
                        once.policies().stream()
                                .map(PackingReport.Line::allocationPercent)
                                .toList());
    }

    @Test
    void what_fits_is_placed_whole() throws IOException {
        PackingReport report = replay(1, 0.5, Policy.HEADROOM);
        assertThat(report.policies().getFirst().podsRefused()).isZero();
        assertThat(report.policies().getFirst().allocationPercent().mean()).isBetween(49.0, 50.0);
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> replay(0, 1.3, Policy.FGD)).hasMessageContaining("seeds");
        assertThatThrownBy(() -> replay(1, -1, Policy.FGD)).hasMessageContaining("load");
        assertThatThrownBy(() -> replay(1, 1)).hasMessageContaining("no policy");
    }
}
