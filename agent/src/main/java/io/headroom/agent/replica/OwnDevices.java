package io.headroom.agent.replica;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.node.ReplicaAssignment;

/// The GPUs of this node, in the order of their indices.
record OwnDevices(List<AgentDevice> all) {

    /// @throws IllegalArgumentException if the node has not got them, with a message for people
    List<AgentDevice> of(ReplicaAssignment assignment) {
        List<AgentDevice> own = new ArrayList<>();
        for (int index : assignment.devices()) {
            if (index < 0 || index >= all.size()) {
                throw new IllegalArgumentException(
                        "GPU " + index + " is wanted, this node has " + all.size());
            }
            own.add(all.get(index));
        }
        return own;
    }

    boolean fits(ReplicaAssignment wanted, List<ReplicaAssignment> alive) {
        return new Beside(all, alive).fits(wanted);
    }

    /// Milli-GPUs that replicas hold, by device.
    Map<String, Integer> heldBy(Collection<ReplicaAssignment> running) {
        Map<String, Integer> milli = new LinkedHashMap<>();
        for (ReplicaAssignment assignment : running) {
            for (int index : assignment.devices()) {
                if (index < all.size()) {
                    milli.merge(all.get(index).uuid(), assignment.milliGpu(), Integer::sum);
                }
            }
        }
        return milli;
    }
}
