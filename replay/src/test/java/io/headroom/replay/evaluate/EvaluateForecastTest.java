package io.headroom.replay.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.replay.evaluate.m4.SeriesReport;
import io.headroom.replay.evaluate.m4.SeriesRequest;
import io.headroom.replay.evaluate.rolling.RollingReport;
import io.headroom.replay.evaluate.rolling.RollingRequest;
import io.headroom.replay.evaluate.rolling.TraceFormat;
import io.headroom.replay.trace.TraceError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class EvaluateForecastTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void m4_hourly_is_foreseen_better_than_by_its_winner() {
        SeriesReport report =
                EvaluateForecast.run(
                        new SeriesRequest(
                                data("m4-hourly/hourly_train_even.csv.gz"),
                                data("m4-hourly/hourly_test_even.csv.gz"),
                                48,
                                List.of(24, 168),
                                List.of()));
        assertThat(report.owa()).isLessThan(0.44);
        assertThat(report.weightedQuantileLoss()).isLessThan(0.026);
        assertThat(report.coverage95()).isBetween(0.93, 0.97);
    }

    @Test
    void gentd26_is_foreseen_better_than_by_the_plain_mean() {
        RollingReport report =
                EvaluateForecast.run(
                        new RollingRequest(
                                data("gentd26/lora_requests_to_2024-12-01.csv.gz"),
                                TraceFormat.GENTD26,
                                Duration.ofMinutes(5),
                                12,
                                2,
                                36,
                                Duration.ofDays(5),
                                List.of()));
        assertThat(report.weightedQuantileLoss()).isLessThan(0.88 * report.plainMeanLoss());
        assertThat(report.within90()).isBetween(0.88, 0.92);
    }

    @Test
    void the_last_values_of_a_short_line_may_be_missing() throws IOException {
        Path train = write("train.csv", "V1,V2,V3,V4,V5,V6\nA,1,2,3,4,5\n\"B\",7,7,7,,\n");
        Path test = write("test.csv", "V1,V2,V3\nA,6,7\nB,7,7\n");
        SeriesReport report =
                EvaluateForecast.run(new SeriesRequest(train, test, 2, List.of(), List.of()));
        assertThat(report.series()).isEqualTo(2);
    }

    @Test
    void a_field_that_is_no_number_is_named() throws IOException {
        Path train = write("train.csv", "V1,V2,V3\nA,1,x\n");
        assertThatThrownBy(
                        () ->
                                EvaluateForecast.run(
                                        new SeriesRequest(train, train, 1, List.of(), List.of())))
                .isInstanceOf(TraceError.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("V3");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /// Tests run in their module's folder; the data lies beside the project unless it is said where.
    private static Path data(String file) {
        String home = System.getenv("HEADROOM_DATA");
        Path path =
                home == null
                        ? Path.of("..", "..", "shared", "data").resolve(file)
                        : Path.of(home).resolve(file);
        assumeTrue(Files.exists(path), () -> "skipped: " + path + " is not there");
        return path;
    }
}
