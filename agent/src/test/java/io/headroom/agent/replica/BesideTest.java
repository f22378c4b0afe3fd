package io.headroom.agent.replica;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.node.MigInstance;
import io.headroom.contracts.node.ReplicaAssignment;

import static io.headroom.agent.Assignments.on;
import static org.assertj.core.api.Assertions.assertThat;

class BesideTest {

    private static final AgentDevice H100 = new AgentDevice("GPU-0", "H100", 81_559);
    private static final AgentDevice STRANGE = new AgentDevice("GPU-0", "Z900", 81_559);

    private static ReplicaAssignment instance(String profile, int slot) {
        MigProfile mig = MigProfile.of(profile);
        ReplicaAssignment plain = on(List.of(0), mig.milliGpu(), "sleep", "60");
        return new ReplicaAssignment(
                plain.workload(),
                plain.replica(),
                plain.attempt(),
                plain.devices(),
                plain.milliGpu(),
                0,
                plain.cpuMillis(),
                plain.memoryMib(),
                plain.replicas(),
                plain.peers(),
                plain.run(),
                new MigInstance(mig, slot),
                null);
    }

    private static boolean fits(
            AgentDevice device, ReplicaAssignment wanted, ReplicaAssignment... running) {
        return new Beside(List.of(device), List.of(running)).fits(wanted);
    }

    @Test
    void instances_stand_beside_each_other_in_slots_of_their_own() {
        assertThat(fits(H100, instance("3g.40gb", 4), instance("4g.40gb", 0))).isTrue();
        assertThat(fits(H100, instance("1g.10gb", 3), instance("4g.40gb", 0))).isFalse();
    }

    @Test
    void nothing_else_stands_beside_an_instance() {
        ReplicaAssignment share = on(List.of(0), 100, "sleep", "60");
        assertThat(fits(H100, share, instance("1g.10gb", 0))).isFalse();
        assertThat(fits(H100, instance("1g.10gb", 0), share)).isFalse();
    }

    @Test
    void of_a_model_that_nobody_knows_one_instance_at_a_time_is_made() {
        assertThat(fits(STRANGE, instance("1g.10gb", 0))).isTrue();
        assertThat(fits(STRANGE, instance("1g.10gb", 1), instance("1g.10gb", 0))).isFalse();
    }
}
