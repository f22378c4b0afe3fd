package io.headroom.placement.pool;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.pool.MachineSpec;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolChanged;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.Topology.Within;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.platform.rest.FieldError;

import static org.assertj.core.api.Assertions.assertThat;

class NearEnoughTest {

    private static final PoolChanged OWN =
            pool(
                    ProviderKind.REDFISH,
                    "dc1",
                    List.of(),
                    List.of(machine("a", "r1"), machine("b", "r1"), machine("c", "r2")),
                    List.of(template("a"), template("b"), template("c")));

    private static final PoolChanged CLOUD =
            pool(
                    ProviderKind.AWS,
                    "us-east-1",
                    List.of("us-east-1a"),
                    List.of(),
                    List.of(template("p5.48xlarge")));

    private static PoolChanged pool(
            ProviderKind provider,
            String region,
            List<String> zones,
            List<MachineSpec> machines,
            List<NodeTemplate> templates) {
        PoolSpec spec =
                new PoolSpec(
                        provider,
                        region,
                        zones,
                        machines.isEmpty() ? List.of("p5.48xlarge") : List.of(),
                        null,
                        "default",
                        0,
                        4,
                        null,
                        null,
                        null,
                        machines);
        return new PoolChanged("pool", 1, spec, templates, false);
    }

    private static MachineSpec machine(String name, String rack) {
        return new MachineSpec(
                name,
                "https://bmc-" + name,
                "secret:bmc",
                8,
                GpuModel.H100,
                1000,
                1024,
                "1",
                rack,
                null);
    }

    private static NodeTemplate template(String type) {
        return new NodeTemplate(type, GpuModel.H100, 8, 128_000, 1_048_576);
    }

    private static WorkloadSpec gang(int replicas, Within within) {
        return new WorkloadSpec(
                        "work",
                        "acme",
                        null,
                        WorkloadClass.TRAINING,
                        replicas,
                        true,
                        new GpuRequest(4, null, null, null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new RunSpec(null, List.of("train"), null, null, null, null))
                .near(Topology.oneOf(within));
    }

    private static Optional<String> whyNever(WorkloadSpec spec, PoolChanged... pools) {
        Optional<FieldError> error = NearEnough.whyNever(spec, List.of(pools));
        error.ifPresent(e -> assertThat(e.field()).isEqualTo("topology.within"));
        return error.map(FieldError::message);
    }

    @Test
    void what_one_rack_could_hold_may_wait() {
        assertThat(whyNever(gang(4, Within.RACK), OWN, CLOUD)).isEmpty();
        assertThat(whyNever(gang(6, Within.ZONE), OWN)).isEmpty();
        assertThat(whyNever(gang(8, Within.ZONE), OWN, CLOUD)).isEmpty();
        assertThat(whyNever(gang(2, Within.NVLINK_ISLAND), CLOUD)).isEmpty();
    }

    @Test
    void what_no_place_could_ever_hold_is_refused_with_the_most_that_one_could() {
        assertThat(whyNever(gang(5, Within.RACK), OWN, CLOUD))
                .hasValue("no one rack of lane default could ever hold 5 replicas; the most is 4");
        assertThat(whyNever(gang(9, Within.ZONE), OWN, CLOUD)).isPresent();
        assertThat(whyNever(gang(3, Within.NVLINK_ISLAND), OWN, CLOUD)).isPresent();
    }

    @Test
    void a_cloud_whose_racks_nobody_knows_has_none() {
        assertThat(whyNever(gang(2, Within.RACK), CLOUD))
                .hasValueSatisfying(why -> assertThat(why).contains("known to be in a rack"));
    }
}
