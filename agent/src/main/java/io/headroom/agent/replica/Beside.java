package io.headroom.agent.replica;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.MigInstance;
import io.headroom.contracts.node.ReplicaAssignment;

/// Whether a replica can start beside those that still run, such as are being stopped: no more of a device than it has, no slot of it twice,
/// and nothing else on a device that holds MIG instances.
record Beside(List<AgentDevice> devices, List<ReplicaAssignment> running) {

    private static final int WHOLE = 1000;

    boolean fits(ReplicaAssignment wanted) {
        return wanted.devices().stream()
                .filter(index -> index >= 0 && index < devices.size())
                .allMatch(index -> fits(wanted, index));
    }

    private boolean fits(ReplicaAssignment wanted, int index) {
        int milli = wanted.milliGpu();
        for (ReplicaAssignment other : running) {
            if (other.devices().contains(index)) {
                milli += other.milliGpu();
                if (isInTheWay(wanted.mig(), other.mig(), devices.get(index))) {
                    return false;
                }
            }
        }
        return milli <= WHOLE;
    }

    private static boolean isInTheWay(
            @Nullable MigInstance one, @Nullable MigInstance other, AgentDevice device) {
        if (one == null || other == null) {
            return one != null || other != null;
        }
        Optional<Integer> slots = slots(one, device);
        Optional<Integer> taken = slots(other, device);
        // Of a model that nobody knows nobody can say what an instance takes.
        return slots.isEmpty() || taken.isEmpty() || (slots.get() & taken.get()) != 0;
    }

    private static Optional<Integer> slots(MigInstance instance, AgentDevice device) {
        return GpuModel.find(device.model())
                .flatMap(model -> instance.profile().on(model))
                .map(slice -> slice.mask(instance.slot()));
    }
}
