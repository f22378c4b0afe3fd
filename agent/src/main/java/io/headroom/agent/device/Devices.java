package io.headroom.agent.device;

import java.util.List;
import java.util.Map;

import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.agent.Telemetry;

/// The node's GPUs.
public interface Devices {

    List<AgentDevice> list();

    /// How busy each is; may ask the driver, so never call it where a wait hurts.
    ///
    /// @param assigned milli-GPUs that running replicas hold, by device
    List<Telemetry.Use> use(Map<String, Integer> assigned);
}
