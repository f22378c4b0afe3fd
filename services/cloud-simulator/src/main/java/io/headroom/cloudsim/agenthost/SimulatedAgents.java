package io.headroom.cloudsim.agenthost;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.AgentSettings;
import io.headroom.agent.NodeAgent;
import io.headroom.agent.device.DeclaredDevices;
import io.headroom.agent.lease.ProcUptime;
import io.headroom.agent.lease.ScaledUptime;
import io.headroom.agent.lease.Uptime;
import io.headroom.agent.notice.NoticeFile;
import io.headroom.agent.replica.Given;
import io.headroom.agent.replica.ReplicaExit;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.agent.replica.ReplicaRuntime;
import io.headroom.agent.replica.RunningReplica;
import io.headroom.agent.replica.simulated.SimulatedRuntime;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.Pressure;
import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.time.VirtualClock;

/// Agents of the real library in this process, with replicas that only take their time.
public final class SimulatedAgents implements AgentHost, AutoCloseable {

    /// What most of a machine's time looks like that is short of CPU.
    private static final Pressure NOISY = new Pressure(80, 5, 0);

    private final Path root;
    private final Catalogue catalogue;
    private final VirtualClock clock;
    private final Predicate<Machine> noisy;
    private final AgentCommons commons = new AgentCommons();
    private final ReplicaRuntime runtime;
    private final Uptime uptime = new ProcUptime();
    private final Map<String, Hosted> running = new ConcurrentHashMap<>();

    /// An agent, and all that is needed to start it again.
    private record Hosted(
            AgentFolder folder, AgentSettings settings, PowerButton button, NodeAgent agent) {}

    /// @param noisy whether a machine's neighbours disturb what runs there, now
    public SimulatedAgents(
            Path root, Catalogue catalogue, VirtualClock clock, Predicate<Machine> noisy) {
        this.root = root;
        this.catalogue = catalogue;
        this.clock = clock;
        this.noisy = noisy;
        this.runtime = new SimulatedRuntime(commons.timer(), commons.workers(), clock);
    }

    @Override
    public void start(Machine machine, UserData.Headroom node, PowerButton button) {
        if (running.containsKey(machine.id())) {
            return;
        }
        AgentFolder folder = AgentFolder.of(root, machine);
        String boot = AgentFolder.boot(machine);
        var type = catalogue.type(machine.order().provider(), machine.order().type());
        AgentSettings settings =
                AgentSettings.simulated(
                                node,
                                folder.path(),
                                new DeclaredDevices(AgentFolder.devices(machine, type)),
                                ScaledUptime.of(uptime, boot, clock))
                        .with(new NoticeFile(folder.notice(), HeadroomJson.tolerant()))
                        .measuring(() -> Optional.of(noisy.test(machine) ? NOISY : Pressure.NONE));
        ReplicaRuntime replicas =
                switch (folder.enter(boot)) {
                    case SAME -> runtime;
                    case NEW -> new AfterPowerCut(runtime);
                };
        running.put(machine.id(), begin(machine.id(), folder, settings, button, replicas));
    }

    private Hosted begin(
            String machineId,
            AgentFolder folder,
            AgentSettings settings,
            PowerButton button,
            ReplicaRuntime replicas) {
        NodeAgent agent =
                NodeAgent.start(
                        settings, replicas, clock, why -> powersOff(machineId, button), commons);
        return new Hosted(folder, settings, button, agent);
    }

    /// The agent asks from its own thread, which ends with it.
    private void powersOff(String machineId, PowerButton button) {
        button.powerOff();
        powerOff(machineId);
    }

    @Override
    public void powerOff(String machineId) {
        Hosted hosted = running.remove(machineId);
        if (hosted != null) {
            hosted.agent().stop();
        }
    }

    @Override
    public void spotNotice(String machineId, Instant goneAt) {
        Hosted hosted = running.get(machineId);
        if (hosted != null) {
            hosted.folder().spotNotice(goneAt);
        }
    }

    /// An agent that is cut off is one whose addresses lead nowhere: it is started again on its folder, its replicas stay.
    @Override
    public void network(String machineId, Network network) {
        Hosted hosted = running.get(machineId);
        if (hosted == null) {
            return;
        }
        hosted.agent().stop();
        CutIdentity identity = new CutIdentity(hosted.folder().path());
        AgentSettings settings =
                switch (network) {
                    case CUT -> {
                        identity.cut();
                        yield nowhere(hosted.settings());
                    }
                    case CONNECTED -> {
                        identity.restore();
                        yield hosted.settings();
                    }
                };
        NodeAgent agent =
                begin(machineId, hosted.folder(), settings, hosted.button(), runtime).agent();
        running.put(
                machineId, new Hosted(hosted.folder(), hosted.settings(), hosted.button(), agent));
    }

    private static AgentSettings nowhere(AgentSettings settings) {
        UserData.Headroom node = settings.node();
        var lost =
                new UserData.Headroom(
                        node.node(),
                        node.cell(),
                        URI.create(CutIdentity.JOIN_NOWHERE),
                        node.token(),
                        node.powerOffBy());
        return new AgentSettings(
                lost,
                settings.folder(),
                settings.durability(),
                settings.devices(),
                settings.uptime(),
                settings.lease(),
                settings.notice(),
                settings.pressure(),
                settings.heartbeatEvery(),
                settings.telemetryEvery(),
                settings.stopGrace());
    }

    @Override
    public void close() {
        running.values().forEach(hosted -> hosted.agent().stop());
        running.clear();
        commons.close();
    }

    /// Finds nothing that ran before.
    private record AfterPowerCut(ReplicaRuntime runtime) implements ReplicaRuntime {

        @Override
        public RunningReplica start(
                ReplicaAssignment assignment, Given given, Consumer<ReplicaExit> onExit)
                throws java.io.IOException {
            return runtime.start(assignment, given, onExit);
        }

        @Override
        public Optional<RunningReplica> adopt(
                ReplicaAssignment assignment, String handle, Consumer<ReplicaExit> onExit) {
            return Optional.empty();
        }

        @Override
        public LogPiece log(ReplicaKey replica, long after, int most) {
            return runtime.log(replica, after, most);
        }

        @Override
        public String lastWords(ReplicaKey replica) {
            return runtime.lastWords(replica);
        }
    }
}
