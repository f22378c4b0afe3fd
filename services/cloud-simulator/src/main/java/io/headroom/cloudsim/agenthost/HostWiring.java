package io.headroom.cloudsim.agenthost;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.headroom.cloudsim.SimulatorConfig;
import io.headroom.cloudsim.fault.Fault;
import io.headroom.cloudsim.fault.Faults;
import io.headroom.cloudsim.fault.Occasion;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.contracts.time.VirtualClock;

/// Chooses who hosts the agents, by the configuration.
public class HostWiring {

    private static final Logger LOG = Logger.getLogger(HostWiring.class);

    @Produces
    @Singleton
    AgentHost host(
            SimulatorConfig config,
            Catalogue catalogue,
            VirtualClock clock,
            Faults faults,
            @ConfigProperty(name = "headroom.clock.file") Optional<Path> clockFile) {
        Path root = config.stateFolder().resolve("agents");
        return switch (config.agents()) {
            case NONE -> new NoAgents();
            case SIMULATED -> {
                var simulated =
                        new SimulatedAgents(
                                root,
                                catalogue,
                                clock,
                                machine ->
                                        faults.active(
                                                Fault.Kind.NOISY_NEIGHBOURS,
                                                Occasion.machine(machine)));
                Optional<Path> jar = jar(config);
                if (jar.isEmpty() || config.realAgents() == 0) {
                    LOG.info("all agents are simulated");
                    yield simulated;
                }
                yield new FirstReal(
                        config.realAgents(),
                        new RealAgents(root, jar.get(), clockFile, clock.speed(), catalogue),
                        simulated);
            }
        };
    }

    void close(@Disposes AgentHost host) throws Exception {
        if (host instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    /// Configured, or where the build puts it beside this service.
    private static Optional<Path> jar(SimulatorConfig config) {
        Path self = Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
        Path services = self.getRoot();
        for (Path at = self; at != null; at = at.getParent()) {
            if (at.endsWith("services")) {
                services = at;
            }
        }
        Path built = services.resolve("node-agent/target/headroom-node-agent.jar");
        return config.nodeAgentJar().or(() -> Optional.of(built)).filter(Files::isRegularFile);
    }
}
