package io.headroom.cli.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.SimulatorClient;
import io.headroom.cli.play.Ending;
import io.headroom.cli.play.Observed;
import io.headroom.cli.play.Player;
import io.headroom.cli.play.Slice;
import io.headroom.cli.play.TraceFile;
import io.headroom.cli.up.ClassCaches;
import io.headroom.cli.up.LocalRun;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.local.Home;
import io.headroom.local.Ports;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.replay.fleet.given.Job;

/// `headroom warm-up`: runs the whole system for a few seconds after a build, so that each service writes its cache of loaded
/// classes and every later start is quick. The script calls it; people need not.
@Command(
        name = "warm-up",
        hidden = true,
        description = "Make the caches with which services start quickly (done after each build).",
        mixinStandardHelpOptions = true)
public final class WarmUpCommand implements Callable<Integer> {
    private static final int JOBS = 40;
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final Duration ARRIVE_WITHIN = Duration.ofMinutes(6);

    /// Virtual: a third of a real minute. What has not ended then is cancelled; nothing is measured here.
    private static final Duration LIMIT = Duration.ofMinutes(20);

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "BASE",
            description = "The first of the ports used (${DEFAULT-VALUE}).")
    private int port = Ports.DEFAULT_BASE + 300;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getErr();
        Path project = HomeOption.requireProject();
        Home own = new Home(home.home().root().resolve("warm-up"), home.home().tools());
        try (LocalRun run =
                LocalRun.start(
                        own,
                        project,
                        port,
                        DemoCommand.START,
                        VirtualClock.MAX_SPEED,
                        ClassCaches.MADE,
                        line -> {},
                        out)) {
            play(own, run, project);
        }
        return 0;
    }

    private static void play(Home own, LocalRun run, Path project) throws InterruptedException {
        String token = OwnerOnly.read(own.operatorToken()).strip();
        URI url = URI.create(run.url());
        ApiClient api = new ApiClient(url, token);
        VirtualClock clock = VirtualClock.read(own.clock());
        Instant begin = clock.instant();
        Slice slice = Slice.of(TraceFile.of(null, project), begin, Slice.Cut.DEMO);
        var _ = api.send("POST", "/series/import", "text/csv", slice.historyCsv(), Map.of());
        try (Player player = new Player(api, clock)) {
            player.play(few(slice.jobs(), begin));
            while (clock.instant().isBefore(begin.plus(LIMIT)) && !over(api, player)) {
                TimeUnit.MILLISECONDS.sleep(300);
            }
        }
        var _ = Ending.cancelRest(api);
        Ending.giveBack(api, new SimulatorClient(url, token));
    }

    /// Some of a trace's jobs, soon after each other.
    private static List<Job> few(List<Job> jobs, Instant begin) {
        List<Job> few =
                jobs.stream().filter(j -> j.runs().compareTo(LONGEST) <= 0).limit(JOBS).toList();
        Duration between = ARRIVE_WITHIN.dividedBy(Math.max(1, few.size()));
        return IntStream.range(0, few.size())
                .mapToObj(
                        i -> {
                            Job job = few.get(i);
                            return new Job(
                                    job.id(),
                                    begin.plus(between.multipliedBy(i)),
                                    job.spec(),
                                    job.runs());
                        })
                .toList();
    }

    private static boolean over(ApiClient api, Player player) {
        Observed observed = Observed.now(api, "");
        return player.sent() == JOBS && observed.unfinished() == 0;
    }
}
