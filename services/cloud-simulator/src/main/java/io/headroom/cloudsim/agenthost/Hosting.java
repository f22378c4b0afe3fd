package io.headroom.cloudsim.agenthost;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.cloudsim.machine.Machine;

/// Hands what happens to machines to their agents' host, in order for each machine, and never holds up the caller.
@Singleton
public class Hosting {

    private static final Logger LOG = Logger.getLogger(Hosting.class);

    private final AgentHost host;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final Set<String> cut = ConcurrentHashMap.newKeySet();

    public Hosting(AgentHost host) {
        this.host = host;
    }

    public void start(Machine machine, PowerButton button) {
        Addressed.read(machine.userData())
                .ifPresent(node -> then(machine.id(), () -> host.start(machine, node, button)));
    }

    public void powerOff(String machineId) {
        cut.remove(machineId);
        then(machineId, () -> host.powerOff(machineId));
    }

    public void spotNotice(String machineId, Instant goneAt) {
        then(machineId, () -> host.spotNotice(machineId, goneAt));
    }

    /// Tells the host about changes only.
    public void network(String machineId, Network network) {
        boolean changed =
                switch (network) {
                    case CUT -> cut.add(machineId);
                    case CONNECTED -> cut.remove(machineId);
                };
        if (changed) {
            then(machineId, () -> host.network(machineId, network));
        }
    }

    private void then(String machineId, Runnable action) {
        CompletableFuture<Void> mine =
                last.compute(
                        machineId,
                        (id, before) -> {
                            CompletableFuture<Void> ready =
                                    before == null
                                            ? CompletableFuture.completedFuture(null)
                                            : before;
                            return ready.thenRunAsync(() -> safely(id, action), threads);
                        });
        var _ = mine.thenRun(() -> last.remove(machineId, mine));
    }

    private static void safely(String machineId, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warnf(e, "the agent on %s could not be told", machineId);
        }
    }
}
