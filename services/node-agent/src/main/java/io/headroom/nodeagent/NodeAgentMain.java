package io.headroom.nodeagent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.AgentSettings;
import io.headroom.agent.NodeAgent;
import io.headroom.agent.PowerSwitch;
import io.headroom.agent.device.DeclaredDevices;
import io.headroom.agent.device.Devices;
import io.headroom.agent.device.NvidiaSmi;
import io.headroom.agent.disk.StateFolder.Durability;
import io.headroom.agent.lease.ProcUptime;
import io.headroom.agent.lease.ScaledUptime;
import io.headroom.agent.notice.Ec2Notice;
import io.headroom.agent.notice.GceNotice;
import io.headroom.agent.notice.NoticeFile;
import io.headroom.agent.notice.SpotNotice;
import io.headroom.agent.pressure.PressureGauge;
import io.headroom.agent.pressure.ProcPressure;
import io.headroom.agent.replica.ReplicaRuntime;
import io.headroom.agent.replica.process.ProcessRuntime;
import io.headroom.agent.replica.simulated.SimulatedRuntime;
import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.time.VirtualClock;

/// Runs the agent of this machine until it is told to end, or powers the machine off.
///
/// `java -jar headroom-node-agent.jar [SETTINGS]`, where SETTINGS is `agent.properties` unless it is given. User data comes
/// from the file that the settings name, or from `HEADROOM_USER_DATA`: the JSON itself, or the path of its file.
public final class NodeAgentMain {

    /// Exit code that says "this machine is now off", to whoever plays the machine.
    public static final int POWERED_OFF = 75;

    private static final int WRONG_SETTINGS = 2;

    private NodeAgentMain() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            Settings settings =
                    Settings.read(Path.of(args.length > 0 ? args[0] : "agent.properties"));
            UserData userData = userData(settings, System.getenv());
            run(settings, userData);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("headroom-node-agent cannot start: " + e.getMessage());
            System.exit(WRONG_SETTINGS);
        }
    }

    static UserData userData(Settings settings, Map<String, String> environment)
            throws IOException {
        Optional<String> given = Optional.ofNullable(environment.get("HEADROOM_USER_DATA"));
        String text =
                given.isPresent() && given.get().stripLeading().startsWith("{")
                        ? given.get()
                        : Files.readString(given.map(Path::of).orElse(settings.userData()));
        return HeadroomJson.tolerant().readValue(text, UserData.class);
    }

    private static void run(Settings settings, UserData userData)
            throws IOException, InterruptedException {
        VirtualClock clock = settings.clock().map(VirtualClock::read).orElseGet(VirtualClock::real);
        AgentCommons commons = new AgentCommons();
        ReplicaRuntime runtime = runtime(settings, clock, commons);
        NodeAgent agent =
                NodeAgent.start(
                        agentSettings(settings, userData, clock),
                        runtime,
                        clock,
                        powerSwitch(settings),
                        commons);
        Optional<Health> health = Optional.empty();
        if (settings.health().isPresent()) {
            health = Optional.of(Health.serve(settings.health().get(), agent));
        }
        Optional<Health> open = health;
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(
                                        () -> {
                                            open.ifPresent(Health::close);
                                            switch (settings.atExit()) {
                                                case LEAVE -> agent.stop();
                                                case KILL -> agent.kill();
                                            }
                                            commons.close();
                                            ended.countDown();
                                        }));
        System.out.println("node " + agent.node() + ": agent started");
        ended.await();
    }

    private static AgentSettings agentSettings(
            Settings settings, UserData userData, VirtualClock clock) {
        Devices devices =
                settings.devices().<Devices>map(DeclaredDevices::new).orElseGet(NvidiaSmi::detect);
        return new AgentSettings(
                userData.headroom(),
                settings.state(),
                settings.clock().isPresent() ? Durability.BUFFERED : Durability.SYNCED,
                devices,
                ScaledUptime.of(new ProcUptime(), settings.boot(), clock),
                settings.lease(),
                notice(settings.notice(), clock),
                // Several machines that are only declared stand on this one.
                settings.devices().isPresent() ? PressureGauge.NONE : new ProcPressure(),
                settings.heartbeatEvery(),
                settings.telemetryEvery(),
                settings.stopGrace());
    }

    private static SpotNotice notice(Settings.Notice notice, VirtualClock clock) {
        return switch (notice) {
            case Settings.Notice.None _ -> SpotNotice.NEVER;
            case Settings.Notice.Ec2 _ -> new Ec2Notice(Ec2Notice.ADDRESS, HeadroomJson.tolerant());
            case Settings.Notice.Gce _ -> new GceNotice(GceNotice.ADDRESS, clock);
            case Settings.Notice.InFile in -> new NoticeFile(in.file(), HeadroomJson.tolerant());
        };
    }

    private static ReplicaRuntime runtime(
            Settings settings, VirtualClock clock, AgentCommons commons) {
        return switch (settings.runtime()) {
            case SIMULATED -> new SimulatedRuntime(commons.timer(), commons.workers(), clock);
            case PROCESS ->
                    new ProcessRuntime(
                            settings.state().resolve("replicas"),
                            settings.secretsIn(),
                            clock.speed(),
                            commons.workers(),
                            commons.timer());
        };
    }

    private static PowerSwitch powerSwitch(Settings settings) {
        return why -> {
            System.out.println("powers off: " + why);
            if (settings.powerOff().isEmpty()) {
                System.exit(POWERED_OFF);
            }
            try {
                Process command = new ProcessBuilder(settings.powerOff().get()).inheritIO().start();
                System.out.println("power-off command ended with " + command.waitFor());
            } catch (IOException e) {
                // The watchdog asks again in half a second, for as long as the machine is on.
                System.err.println("power-off command failed: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    static byte[] status(NodeAgent agent) {
        Instant end = agent.leaseEnd();
        return "{\"node\":\"%s\",\"connected\":%s,\"replicas\":%d,\"leaseEnd\":\"%s\"}\n"
                .formatted(agent.node(), agent.connected(), agent.alive(), end)
                .getBytes(StandardCharsets.UTF_8);
    }
}
