package io.headroom.replay.gangs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GangReplayTest {

    @TempDir private Path folder = Path.of("");

    private Path pods() throws IOException {
        StringBuilder text =
                new StringBuilder(
                        "name,cpu_milli,memory_mib,num_gpu,gpu_milli,creation_time,deletion_time\n");
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            int gpus = random.nextInt(10) == 0 ? 4 : 1;
            int milli = random.nextInt(3) == 0 ? 500 : 1000;
            long created = 86_400L + random.nextInt(86_400);
            text.append("p").append(i).append(",4000,16384,").append(gpus).append(',');
            text.append(gpus == 1 ? milli : 1000).append(',').append(created).append(',');
            text.append(created + 60 + random.nextInt(4000)).append('\n');
        }
        return Files.writeString(folder.resolve("pods.csv"), text);
    }

    private GangRequest request(double load) throws IOException {
        return new GangRequest(pods(), List.of(GangPolicy.values()), List.of(load), 4, 8, 1, 2, 1);
    }

    private static GangReport.Line of(GangReport report, String policy) {
        return report.loads().getFirst().policies().stream()
                .filter(line -> line.policy().equals(policy))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_job_starts_under_every_policy_and_backfill_uses_more_than_fifo() throws IOException {
        GangReport report = GangReplay.run(request(1.1));
        assertThat(report.jobs()).isEqualTo(400);
        assertThat(report.gangs()).isPositive();
        double fifo = of(report, "fifo").utilisationPercent();
        assertThat(of(report, "fifo-backfill").utilisationPercent()).isGreaterThanOrEqualTo(fifo);
        assertThat(of(report, "headroom").utilisationPercent()).isGreaterThanOrEqualTo(fifo);
        assertThat(report.lines()).anyMatch(line -> line.startsWith("headroom"));
    }

    @Test
    void the_same_request_gives_the_same_report() throws IOException {
        assertThat(GangReplay.run(request(0.9))).isEqualTo(GangReplay.run(request(0.9)));
    }

    @Test
    void days_without_pods_are_refused() throws IOException {
        GangRequest empty =
                new GangRequest(pods(), List.of(GangPolicy.FIFO), List.of(1.0), 4, 8, 7, 8, 1);
        assertThatThrownBy(() -> GangReplay.run(empty)).hasMessageContaining("days 7 to 8");
        assertThatThrownBy(() -> new GangRequest(pods(), List.of(), List.of(0.0), 4, 8, 1, 2, 1))
                .hasMessageContaining("a load must be above 0");
    }
}
