package io.headroom.agent.replica.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.node.ReplicaAssignment;

/// What a replica is told by its environment.
final class ReplicaEnvironment {

    /// Where PyTorch and its kin meet by default.
    private static final int MASTER_PORT = 29_500;

    private static final int WHOLE = 1_000;

    private ReplicaEnvironment() {}

    /// What the tenant set, under what Headroom says: nobody can be told of devices that are not theirs.
    static SequencedMap<String, String> of(
            ReplicaAssignment assignment, List<AgentDevice> devices, int clockSpeed) {
        SequencedMap<String, String> env = new LinkedHashMap<>();
        env.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        env.put("LANG", "C.UTF-8");
        env.putAll(assignment.run().env());
        env.put("HEADROOM_WORKLOAD", assignment.workload().toString());
        env.put("HEADROOM_REPLICA", Integer.toString(assignment.replica()));
        env.put("HEADROOM_REPLICAS", Integer.toString(assignment.replicas()));
        env.put("HEADROOM_CLOCK_SPEED", Integer.toString(clockSpeed));
        env.put("HEADROOM_PEERS", String.join(",", assignment.peers()));
        if (!assignment.peers().isEmpty()) {
            env.put("MASTER_ADDR", assignment.peers().getFirst());
        }
        env.put("MASTER_PORT", Integer.toString(masterPort(assignment)));
        // Empty hides all GPUs from a replica that asked for none.
        env.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
        env.put(
                "CUDA_VISIBLE_DEVICES",
                devices.stream().map(AgentDevice::uuid).collect(Collectors.joining(",")));
        env.putAll(shareOfOne(assignment));
        return env;
    }

    /// The driver's own limits of a share; they hold where an MPS daemon runs, and only a careless replica can be held by
    /// them, not a hostile one.
    private static Map<String, String> shareOfOne(ReplicaAssignment assignment) {
        if (assignment.devices().isEmpty() || assignment.milliGpu() >= WHOLE) {
            return Map.of();
        }
        Map<String, String> share = new LinkedHashMap<>();
        share.put(
                "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE",
                Integer.toString(Math.max(1, assignment.milliGpu() / 10)));
        if (assignment.gpuMemoryMib() > 0) {
            share.put("CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", "0=" + assignment.gpuMemoryMib() + "M");
        }
        return share;
    }

    private static int masterPort(ReplicaAssignment assignment) {
        List<Integer> ports = assignment.run().ports();
        return ports == null || ports.isEmpty() ? MASTER_PORT : ports.getFirst();
    }
}
