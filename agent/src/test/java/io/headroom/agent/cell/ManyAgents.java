package io.headroom.agent.cell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.AgentSettings;
import io.headroom.agent.Assignments;
import io.headroom.agent.NodeAgent;
import io.headroom.agent.device.DeclaredDevices;
import io.headroom.agent.lease.ProcUptime;
import io.headroom.agent.lease.ScaledUptime;
import io.headroom.agent.replica.simulated.SimulatedRuntime;
import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.budget.LeaseNotice;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.time.VirtualClock;

import static io.headroom.agent.Eventually.eventually;

/// Measures what many simulated agents in one process take: `ManyAgents [AGENTS] [SECONDS]`, by hand, with
/// `-Xmx` as the simulator has it. The cell's side runs in the same process and is counted in.
final class ManyAgents {

    private ManyAgents() {}

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        Path folder = Files.createTempDirectory("many-agents");
        VirtualClock clock =
                VirtualClock.of(
                        Instant.parse("2026-03-01T12:00:00Z"),
                        InstantSource.system().instant(),
                        60,
                        InstantSource.system());
        AgentCell cell = new AgentCell(folder);
        AgentCommons commons = new AgentCommons();
        say("before");
        List<NodeAgent> agents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            agents.add(start(cell, folder.resolve("agent-" + i), clock, commons));
        }
        eventually("all are connected", () -> agents.stream().allMatch(NodeAgent::connected));
        say("connected");
        for (NodeAgent agent : agents) {
            cell.leases(
                    new LeaseNotice(
                            agent.node(),
                            1,
                            clock.instant(),
                            clock.instant().plus(Duration.ofDays(1)),
                            clock.instant().plus(Duration.ofDays(1))));
            cell.wants(
                    Assignments.desired(
                            agent.node(), 1, 1, Assignments.running("sleep", "infinity")));
        }
        eventually("all run", () -> agents.stream().allMatch(agent -> agent.alive() == 1));
        cell.heartbeats.clear();
        cell.reports.clear();
        Duration before = cpu();
        boolean _ = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        System.out.printf(
                "%d heartbeats in %d s, %.1f %% of a core%n",
                cell.heartbeats.size(), seconds, cpu().minus(before).toMillis() / 10.0 / seconds);
        say("running");
        agents.forEach(NodeAgent::stop);
        commons.close();
        cell.close();
    }

    private static NodeAgent start(
            AgentCell cell, Path folder, VirtualClock clock, AgentCommons commons) {
        NodeId node = new NodeId(UUID.randomUUID());
        return NodeAgent.start(
                AgentSettings.simulated(
                        cell.userData(node),
                        folder,
                        new DeclaredDevices(
                                List.of(new AgentDevice("GPU-" + node, "H100", 81_559))),
                        ScaledUptime.of(new ProcUptime(), node.toString(), clock)),
                new SimulatedRuntime(commons.timer(), commons.workers(), clock),
                clock,
                _ -> {},
                commons);
    }

    private static void say(String when) throws Exception {
        String resident =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .findFirst()
                        .orElse("");
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%s: %s, heap used %d MiB, %d platform threads%n",
                when,
                resident.replaceAll("\\s+", " "),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                Thread.activeCount());
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
