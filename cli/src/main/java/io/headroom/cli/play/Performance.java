package io.headroom.cli.play;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.ApiProblem;
import io.headroom.cli.api.SimulatorClient;
import io.headroom.cli.up.LocalRun;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.local.Home;
import io.headroom.local.Refused;
import io.headroom.local.identity.OwnerOnly;

/// A slice of a trace, played into a running Headroom under a hard cap: from the declared budget to the last node given back.
public final class Performance implements AutoCloseable {
    private static final String BUDGET = "demo";
    private static final Duration LOOK_EVERY = Duration.ofMillis(700);

    /// Between the preparations and the first arrival; virtual.
    private static final Duration BEFOREHAND = Duration.ofMinutes(1);

    /// For what ends late: the cap is one over all of it.
    private static final Duration AFTERWARDS = Duration.ofHours(6);

    private final ApiClient api;
    private final SimulatorClient simulator;
    private final VirtualClock clock;
    private final Slice slice;
    private final Money cap;
    private final Instant begin;
    private final Consumer<String> say;
    private final Player player;

    private Performance(
            LocalRun run, Home home, Path trace, Slice.Cut cut, Money cap, Consumer<String> say) {
        String token = OwnerOnly.read(home.operatorToken()).strip();
        URI url = URI.create(run.url());
        this.api = new ApiClient(url, token);
        this.simulator = new SimulatorClient(url, token);
        this.clock = VirtualClock.read(home.clock());
        this.begin = clock.instant().plus(BEFOREHAND);
        this.slice = Slice.of(trace, begin, cut);
        this.cap = cap;
        this.say = say;
        this.player = new Player(api, clock);
    }

    /// Declares the budget and imports the days before; nothing has arrived yet.
    public static Performance prepare(
            LocalRun run, Home home, Path trace, Slice.Cut cut, Money cap, Consumer<String> say) {
        Performance performance = new Performance(run, home, trace, cut, cap, say);
        performance.declareBudget();
        JsonNode imported =
                performance.api.send(
                        "POST",
                        "/series/import",
                        "text/csv",
                        performance.slice.historyCsv(),
                        Map.of());
        say.accept("imported " + imported.path("rows").asInt() + " minutes of history");
        return performance;
    }

    /// Lets the workloads arrive, and returns when all have ended or the time for it is over.
    ///
    /// @param patience how much later than the deadline that is; virtual
    public void play(LiveView view, Duration patience) throws InterruptedException {
        player.play(slice.jobs());
        Instant until = deadline().plus(patience);
        while (clock.instant().isBefore(until) && !allEnded(view)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }

    private boolean allEnded(LiveView view) {
        Optional<Observed> observed = look();
        observed.ifPresent(now -> view.show(now, player.sent(), slice.jobs().size()));
        return player.sent() == slice.jobs().size()
                && observed.filter(now -> now.unfinished() == 0).isPresent();
    }

    /// Empty while nobody answers: a process has just died and is started again.
    public Optional<Observed> look() {
        try {
            return Optional.of(Observed.now(api, BUDGET));
        } catch (ApiProblem | Refused | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    /// Cancels what has not ended, gives every node back, and counts.
    public Played end() throws InterruptedException {
        List<String> cancelled = Ending.cancelRest(api);
        say.accept("giving every node back");
        Ending.giveBack(api, simulator);
        var outcome = new LiveOutcome(api, simulator, BUDGET, player).count(cancelled);
        return new Played(slice, outcome, Verdict.of(outcome, simulator.highest()));
    }

    private void declareBudget() {
        ObjectNode body = HeadroomJson.mapper().createObjectNode();
        body.putObject("scope");
        body.put("amount", cap.toString());
        body.put("currency", "USD");
        body.putObject("period")
                .put("from", begin.minus(Duration.ofHours(1)).toString())
                .put("to", deadline().plus(AFTERWARDS).toString());
        body.put("enforcement", "hard");
        body.putArray("thresholds").addObject().put("percent", 80).put("action", "event");
        JsonNode _ = api.put("/budgets/" + BUDGET, body);
    }

    public ApiClient api() {
        return api;
    }

    public VirtualClock clock() {
        return clock;
    }

    public Slice slice() {
        return slice;
    }

    public Money cap() {
        return cap;
    }

    /// When the first workload may arrive.
    public Instant begin() {
        return begin;
    }

    /// When what has not ended is counted as waiting.
    public Instant deadline() {
        return begin.plus(slice.cut().arrivesWithin()).plus(slice.cut().longest());
    }

    /// Nothing more is submitted.
    @Override
    public void close() {
        player.close();
    }
}
