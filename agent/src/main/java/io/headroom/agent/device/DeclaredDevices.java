package io.headroom.agent.device;

import java.util.List;
import java.util.Map;

import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.agent.Telemetry;

/// GPUs of a simulated machine: as declared, and as busy as what was put on them.
public record DeclaredDevices(List<AgentDevice> list) implements Devices {

    /// A busy GPU is seldom busy all the time; 0.9 is what well-fed training shows.
    private static final double BUSY = 0.9;

    public DeclaredDevices {
        list = List.copyOf(list);
    }

    @Override
    public List<Telemetry.Use> use(Map<String, Integer> assigned) {
        return list.stream().map(device -> use(device, assigned)).toList();
    }

    private static Telemetry.Use use(AgentDevice device, Map<String, Integer> assigned) {
        double share = Math.min(1000, assigned.getOrDefault(device.uuid(), 0)) / 1000.0;
        return new Telemetry.Use(
                device.uuid(), BUSY * share, (int) (device.memoryMib() * BUSY * share));
    }
}
