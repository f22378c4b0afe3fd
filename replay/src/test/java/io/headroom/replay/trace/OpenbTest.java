package io.headroom.replay.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.contracts.capacity.GpuModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenbTest {

    private static final String NODE_HEADER = "sn,cpu_milli,memory_mib,gpu,model\n";
    private static final String POD_HEADER =
            "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec\n";

    @TempDir private Path folder = Path.of("");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void nodes_and_pods_are_read() throws IOException {
        Path nodes = file("nodes.csv", NODE_HEADER + "n1,64000,262144,2,P100\n");
        assertThat(Openb.nodes(nodes))
                .containsExactly(new OpenbNode("n1", 64_000, 262_144, 2, GpuModel.P100));
        Path pods = file("pods.csv", POD_HEADER + "p1,8000,1024,1,460,V100M16|V100M32\n");
        assertThat(Openb.pods(pods))
                .containsExactly(
                        new OpenbPod(
                                "p1",
                                8000,
                                1024,
                                1,
                                460,
                                List.of(GpuModel.V100M16, GpuModel.V100M32),
                                OpenbPod.UNKNOWN,
                                OpenbPod.UNKNOWN));
    }

    @Test
    void gzip_and_a_list_without_models_are_read_and_shares_are_cut_to_one_gpu()
            throws IOException {
        Path pods = folder.resolve("pods.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(pods))) {
            out.write(
                    "name,cpu_milli,memory_mib,num_gpu,gpu_milli\np1,1,2,1,1010\n"
                            .getBytes(StandardCharsets.UTF_8));
        }
        OpenbPod pod = Openb.pods(pods).getFirst();
        assertThat(pod.gpuMilli()).isEqualTo(1000);
        assertThat(pod.models()).isEmpty();
    }

    @Test
    void a_missing_column_is_named() throws IOException {
        Path nodes = file("nodes.csv", "sn,cpu_milli,gpu,model\nn1,1,1,T4\n");
        assertThatThrownBy(() -> Openb.nodes(nodes))
                .isInstanceOf(TraceError.class)
                .hasMessageContaining("nodes.csv, line 1, memory_mib: is missing");
    }

    @Test
    void a_wrong_field_is_named_with_its_line() throws IOException {
        Path negative = file("a.csv", POD_HEADER + "p1,1,1,0,0,\np2,-5,1,0,0,\n");
        assertThatThrownBy(() -> Openb.pods(negative))
                .hasMessageContaining("line 3, cpu_milli: is -5, must be from 0");
        Path text = file("b.csv", POD_HEADER + "p1,1,1,two,0,\n");
        assertThatThrownBy(() -> Openb.pods(text))
                .hasMessageContaining("line 2, num_gpu: 'two' is not a whole number");
        Path model = file("c.csv", POD_HEADER + "p1,1,1,1,1000,T4|X9\n");
        assertThatThrownBy(() -> Openb.pods(model))
                .hasMessageContaining("line 2, gpu_spec: unknown GPU model 'X9'");
        Path brief = file("d.csv", POD_HEADER + "p1,1,1\n");
        assertThatThrownBy(() -> Openb.pods(brief))
                .hasMessageContaining("line 2, num_gpu: is missing");
        Path nothing = file("e.csv", POD_HEADER + "p1,1,1,1,0,\n");
        assertThatThrownBy(() -> Openb.pods(nothing))
                .hasMessageContaining("line 2, gpu_milli: is 0, but num_gpu is 1");
    }

    @Test
    void an_absent_and_an_empty_file_are_said_to_be_so() throws IOException {
        assertThatThrownBy(() -> Openb.nodes(folder.resolve("none.csv")))
                .isInstanceOf(TraceError.class)
                .hasMessageContaining("none.csv: there is no such file");
        Path empty = file("empty.csv", NODE_HEADER);
        assertThatThrownBy(() -> Openb.nodes(empty)).hasMessageContaining("has no nodes");
    }
}
