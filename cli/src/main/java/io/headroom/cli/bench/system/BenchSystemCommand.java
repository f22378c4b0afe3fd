package io.headroom.cli.bench.system;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.local.Home;
import io.headroom.local.Ports;

/// `headroom bench system`: starts a system of its own over providers that answer at once, and measures it. Each part has a bound;
/// all of them take some four minutes.
@Command(
        name = "system",
        description =
                "Measure a system of its own: start, memory, accepted -> launch call, bursts,"
                        + " acceptance.",
        mixinStandardHelpOptions = true)
public final class BenchSystemCommand implements Callable<Integer> {
    private static final int WARM_UP_PER_SECOND = 10;
    private static final int WARM_UP_SECONDS = 10;
    private static final int TRICKLE_PER_SECOND = 2;
    private static final int SMALL_BURST = 100;

    /// Of the streams' machines: a real one takes minutes. Without it a thousand simulated machines would boot on the same two cores,
    /// and their work be measured instead of the way to the launch call.
    private static final Duration BOOT = Duration.ofMinutes(3);

    /// What can be measured; each burst gets a system that has seen nothing but it.
    enum Part {
        STEADY,
        TRICKLE,
        BURST,
        SMALL,
        ACCEPTANCE
    }

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Workloads a second of the steady stream (${DEFAULT-VALUE}).")
    private int rate = 50;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each stream lasts (${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description =
                    "How many submit at once where acceptance is measured (${DEFAULT-VALUE}).")
    private int clients = 32;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Measure these parts alone: ${COMPLETION-CANDIDATES}.")
    private List<Part> only = List.of(Part.values());

    @Option(
            names = "--port",
            paramLabel = "BASE",
            description = "The first of the ports used (${DEFAULT-VALUE}).")
    private int port = Ports.DEFAULT_BASE + 200;

    @Option(
            names = "--json",
            description = "Print one object, and nothing else to standard output.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        Set<Part> parts = EnumSet.copyOf(only);
        ObjectNode result = Running.object();
        try {
            measure(parts, result, progress);
        } finally {
            // What was measured before something failed is worth something all the same.
            out.println(json ? result : String.join("\n", Report.lines(result)));
            out.flush();
        }
        return 0;
    }

    private void measure(Set<Part> parts, ObjectNode result, PrintWriter progress)
            throws InterruptedException {
        try (Running system = start(progress)) {
            result.put("readySeconds", system.readySeconds());
            result.put("residentMib", system.residentMib());
            streams(system, parts, result);
            result.put("residentMibAtEnd", system.residentMib());
        }
        if (parts.contains(Part.BURST) || parts.contains(Part.SMALL)) {
            try (Running system = start(progress)) {
                bursts(system, parts, result);
            }
        }
    }

    private Running start(PrintWriter progress) throws InterruptedException {
        Path project = HomeOption.requireProject();
        Home own = new Home(home.home().root().resolve("bench"), home.home().tools());
        progress.println("  starting a system");
        progress.flush();
        return Running.start(own, project, port, progress);
    }

    private void streams(Running system, Set<Part> parts, ObjectNode result)
            throws InterruptedException {
        warmUp(system);
        system.machinesBootFor(BOOT);
        if (parts.contains(Part.TRICKLE)) {
            system.say(
                    "a trickle of %d workloads a second for %d s"
                            .formatted(TRICKLE_PER_SECOND, seconds));
            result.set(
                    "trickle", new Steady(system).measure("trickle", TRICKLE_PER_SECOND, seconds));
        }
        if (parts.contains(Part.STEADY)) {
            system.say("%d workloads a second for %d s".formatted(rate, seconds));
            result.set("steady", new Steady(system).measure("steady", rate, seconds));
        }
        if (parts.contains(Part.ACCEPTANCE)) {
            system.say(clients + " clients submit what nothing can be bought for");
            result.set(
                    "acceptance",
                    new Acceptance(system)
                            .measure("acceptance", clients, Duration.ofSeconds(seconds / 2 + 1)));
        }
    }

    private void bursts(Running system, Set<Part> parts, ObjectNode result)
            throws InterruptedException {
        warmUp(system);
        if (parts.contains(Part.SMALL)) {
            system.say("a burst of " + SMALL_BURST + " one-GPU workloads");
            var small = new LinkedHashMap<Integer, Integer>();
            small.put(1, SMALL_BURST);
            result.set("small", new Burst(system).measure("small", small));
        }
        if (parts.contains(Part.BURST)) {
            var mixed = new LinkedHashMap<Integer, Integer>();
            mixed.put(1, 600);
            mixed.put(2, 200);
            mixed.put(4, 120);
            mixed.put(8, 80);
            system.say(
                    String.format(
                            Locale.ROOT,
                            "a burst of %,d workloads",
                            mixed.values().stream().mapToInt(Integer::intValue).sum()));
            result.set("burst", new Burst(system).measure("burst", mixed));
        }
    }

    /// What runs for the first time runs slowly: each way is gone once before anything is measured.
    private static void warmUp(Running system) throws InterruptedException {
        system.say("warming up");
        var _ = new Steady(system).measure("warm-up", WARM_UP_PER_SECOND, WARM_UP_SECONDS);
    }
}
