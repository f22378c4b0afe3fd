package io.headroom.agent.pressure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.contracts.agent.Pressure;

import static org.assertj.core.api.Assertions.assertThat;

class ProcPressureTest {

    @TempDir Path folder;

    private void says(String of, String some) throws IOException {
        Files.writeString(
                folder.resolve(of),
                some + "\nfull avg10=1.00 avg60=99.00 avg300=0.00 total=12345\n");
    }

    @Test
    void the_last_minute_of_each_is_read() throws IOException {
        says("cpu", "some avg10=80.12 avg60=61.50 avg300=20.00 total=999");
        says("memory", "some avg10=0.00 avg60=0.00 avg300=0.00 total=0");
        says("io", "some avg10=3.00 avg60=7 avg300=2.00 total=1");

        assertThat(new ProcPressure(folder).now()).contains(new Pressure(61.5, 0, 7));
    }

    @Test
    void a_kernel_that_does_not_count_says_nothing() throws IOException {
        assertThat(new ProcPressure(folder).now()).isEmpty();

        says("cpu", "nothing of that kind");
        assertThat(new ProcPressure(folder).now()).isEmpty();
    }

    @Test
    void what_is_not_counted_besides_is_none() throws IOException {
        says("memory", "some avg10=0.00 avg60=12.00 avg300=0.00 total=0");

        assertThat(new ProcPressure(folder).now()).contains(new Pressure(0, 12, 0));
    }
}
