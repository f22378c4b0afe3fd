package io.headroom.agent.replica;

import java.util.List;
import java.util.Map;

import io.headroom.contracts.agent.AgentDevice;

/// What a replica is given of the node, beside what it was told to run.
///
/// @param devices its own GPUs
/// @param secrets what it may know, by name; written nowhere but into memory
public record Given(List<AgentDevice> devices, Map<String, String> secrets) {

    public static Given only(List<AgentDevice> devices) {
        return new Given(devices, Map.of());
    }

    /// Never what the secrets are.
    @Override
    public String toString() {
        return "Given[" + devices + ", secrets " + secrets.keySet() + "]";
    }
}
