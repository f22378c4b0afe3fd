package io.headroom.cloudsim.agenthost;

import java.time.Instant;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.contracts.agent.UserData;

/// Runs agents on simulated machines. Calls about one machine come one after the other, on a virtual thread.
public interface AgentHost {

    /// The machine has booted; called again for a machine that runs already when the simulator itself was restarted.
    void start(Machine machine, UserData.Headroom node, PowerButton button);

    /// The provider took the power away: no goodbye. Unknown machines are ignored.
    void powerOff(String machineId);

    /// The spot market takes the machine back at this instant.
    void spotNotice(String machineId, Instant goneAt);

    void network(String machineId, Network network);
}
