package io.headroom.contracts.workload;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.MigProfile.Slice;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.workload.Topology.Within;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AskingTest {

    private static WorkloadSpec spec(
            int replicas, boolean gang, GpuRequest gpu, @Nullable Topology near) {
        return new WorkloadSpec(
                        "work",
                        "acme",
                        null,
                        WorkloadClass.TRAINING,
                        replicas,
                        gang,
                        gpu,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new RunSpec(null, List.of("train"), null, null, null, null))
                .near(near);
    }

    private static GpuRequest gpus(int count) {
        return new GpuRequest(count, null, null, null);
    }

    private static GpuRequest mig(String profile, GpuModel... models) {
        return new GpuRequest(null, List.of(models), null, null, MigProfile.of(profile));
    }

    @Test
    void only_a_gang_stands_together() {
        Topology rack = new Topology(Within.RACK, null);
        assertThat(rack.required()).isTrue();
        assertThatThrownBy(() -> spec(2, false, gpus(8), rack))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("topology: is for replicas that start together");
        assertThat(spec(2, true, gpus(8), rack).togetherness()).isEqualTo(rack);
        assertThat(spec(1, false, gpus(8), rack).togetherness()).isNull();
    }

    @Test
    void no_island_is_larger_than_a_machine() {
        Topology island = Topology.oneOf(Within.NVLINK_ISLAND);
        assertThatThrownBy(() -> spec(3, true, gpus(8), island))
                .hasMessageContaining("topology.within");
        assertThat(spec(1, false, gpus(8), island).togetherness()).isEqualTo(island);
        assertThat(spec(1, false, gpus(1), island).togetherness()).isNull();
    }

    @Test
    void a_topology_is_written_in_the_words_of_the_api_and_so_is_the_reason()
            throws JsonProcessingException {
        Topology island = Topology.oneOf(Within.NVLINK_ISLAND);
        String json = HeadroomJson.mapper().writeValueAsString(island);
        assertThat(json).isEqualTo("{\"within\":\"nvlink-island\",\"required\":true}");
        PendingReason reason = new PendingReason.NotTogether(Within.RACK, 2, 3);
        String told = HeadroomJson.mapper().writeValueAsString(reason);
        assertThat(told).contains("\"code\":\"not-together\"").contains("at most 2 of 3");
        assertThat(HeadroomJson.mapper().readValue(told, PendingReason.class)).isEqualTo(reason);
    }

    @Test
    void a_profile_is_refused_that_no_allowed_model_has() {
        assertThatThrownBy(() -> MigProfile.of("5g.50gb"))
                .hasMessageContaining("mig: no GPU model has a MIG profile '5g.50gb'");
        assertThatThrownBy(() -> mig("1g.5gb", GpuModel.H100, GpuModel.L4))
                .hasMessageContaining(
                        "mig: none of the allowed models has it; it is of [A100-40GB]");
        assertThat(mig("2g.20gb", GpuModel.H100, GpuModel.L4).shape(0, 0).allows(GpuModel.L4))
                .isFalse();
    }

    @Test
    void a_profile_has_its_part_of_each_model() throws JsonProcessingException {
        MigProfile ten = MigProfile.of("1g.10gb");
        assertThat(ten.on(GpuModel.H100)).hasValue(Slice.ONE);
        assertThat(ten.on(GpuModel.A100_40GB)).hasValue(Slice.ONE_WIDE);
        assertThat(ten.on(GpuModel.H200)).isEmpty();
        assertThat(Slice.THREE.starts()).containsExactly(0, 4);
        Shape shape = mig("3g.71gb").shape(1000, 1024);
        assertThat(shape.milliGpu()).isEqualTo(428);
        assertThat(shape.isShare()).isFalse();
        GpuRequest asked = mig("3g.71gb", GpuModel.H200);
        String json = HeadroomJson.mapper().writeValueAsString(asked);
        assertThat(json).contains("\"mig\":\"3g.71gb\"");
        assertThat(HeadroomJson.mapper().readValue(json, GpuRequest.class)).isEqualTo(asked);
    }

    @Test
    void the_doubt_of_a_duration_is_no_shorter_and_needs_it() throws JsonProcessingException {
        WorkloadSpec unknown = spec(1, false, gpus(1), null);
        assertThatThrownBy(() -> unknown.atMost(Duration.ofHours(1)))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("durationAtMost: is the doubt of expectedDuration");
        String json =
                HeadroomJson.mapper()
                        .writeValueAsString(unknown)
                        .replaceFirst("\\{", "{\"expectedDuration\":\"PT1H\",");
        WorkloadSpec hour = HeadroomJson.mapper().readValue(json, WorkloadSpec.class);
        assertThat(hour.durationAtMost()).isNull();
        assertThatThrownBy(() -> hour.atMost(Duration.ofMinutes(59)))
                .hasMessageContaining("durationAtMost: must be at least expectedDuration");
        WorkloadSpec doubtful = hour.atMost(Duration.ofHours(2));
        String told = HeadroomJson.mapper().writeValueAsString(doubtful);
        assertThat(told).contains("\"durationAtMost\":\"PT2H\"");
        assertThat(HeadroomJson.mapper().readValue(told, WorkloadSpec.class)).isEqualTo(doubtful);
    }

    @Test
    void data_is_named_as_hubs_name_it_and_each_once() throws JsonProcessingException {
        WorkloadSpec spec = spec(1, false, gpus(1), null);
        assertThat(HeadroomJson.mapper().writeValueAsString(spec)).doesNotContain("\"data\"");
        WorkloadSpec reads = spec.reading(List.of("llama-3-70b", "meta-llama/Llama-3@main"));
        String told = HeadroomJson.mapper().writeValueAsString(reads);
        assertThat(HeadroomJson.mapper().readValue(told, WorkloadSpec.class)).isEqualTo(reads);
        assertThatThrownBy(() -> spec.reading(List.of("a", "b c")))
                .hasMessageContaining("data[1]: must be 1 to 128 letters");
        assertThatThrownBy(() -> spec.reading(List.of("a", "a")))
                .hasMessageContaining("data: must not name one twice");
        List<String> many = IntStream.range(0, 17).mapToObj(i -> "set-" + i).toList();
        assertThatThrownBy(() -> spec.reading(many))
                .hasMessageContaining("data: must be at most 16");
    }
}
