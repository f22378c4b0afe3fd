package io.headroom.cloudsim.agenthost;

import java.time.Instant;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.contracts.agent.UserData;

/// The first few agents that run at a time are real processes, all others are simulated.
public final class FirstReal implements AgentHost, AutoCloseable {

    private final int most;
    private final RealAgents real;
    private final SimulatedAgents simulated;

    public FirstReal(int most, RealAgents real, SimulatedAgents simulated) {
        this.most = most;
        this.real = real;
        this.simulated = simulated;
    }

    @Override
    public synchronized void start(Machine machine, UserData.Headroom node, PowerButton button) {
        if (real.had(machine.id()) || real.count() < most) {
            real.start(machine, node, button);
        } else {
            simulated.start(machine, node, button);
        }
    }

    @Override
    public void powerOff(String machineId) {
        real.powerOff(machineId);
        simulated.powerOff(machineId);
    }

    @Override
    public void spotNotice(String machineId, Instant goneAt) {
        real.spotNotice(machineId, goneAt);
        simulated.spotNotice(machineId, goneAt);
    }

    @Override
    public void network(String machineId, Network network) {
        simulated.network(machineId, network);
    }

    @Override
    public void close() {
        real.close();
        simulated.close();
    }
}
