package io.headroom.cloudsim.agenthost;

import java.time.Instant;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.contracts.agent.UserData;

/// Machines without agents: for tests of the providers alone.
public final class NoAgents implements AgentHost {

    @Override
    public void start(Machine machine, UserData.Headroom node, PowerButton button) {}

    @Override
    public void powerOff(String machineId) {}

    @Override
    public void spotNotice(String machineId, Instant goneAt) {}

    @Override
    public void network(String machineId, Network network) {}
}
