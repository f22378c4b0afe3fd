package io.headroom.agent.replica;

import java.util.List;
import java.util.Map;

import io.headroom.contracts.agent.AgentDevice;

/// What a replica is given of the node, beside what it was told to run.
///
/// @param devices its own GPUs
/// @param secrets what it may know, by name; written nowhere but into memory
/// @param first whether nothing had been prepared on the node since it came up
public record Given(List<AgentDevice> devices, Map<String, String> secrets, boolean first) {

    public Given(List<AgentDevice> devices, Map<String, String> secrets) {
        this(devices, secrets, false);
    }

    public static Given only(List<AgentDevice> devices) {
        return new Given(devices, Map.of());
    }

    /// The same, on a node on which nothing had been prepared, or something had.
    public Given first(boolean whether) {
        return new Given(devices, secrets, whether);
    }

    /// Never what the secrets are.
    @Override
    public String toString() {
        return "Given[" + devices + ", secrets " + secrets.keySet() + "]";
    }
}
