package io.headroom.cli.play;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.SimulatorClient;
import io.headroom.contracts.budget.Money;
import io.headroom.replay.fleet.score.FleetOutcome;

/// Counts what came of the demo, from what the API and the providers' own bill say.
final class LiveOutcome {
    private static final Pattern NODE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final double SECONDS_PER_HOUR = 3600;

    private final ApiClient api;
    private final SimulatorClient simulator;
    private final String budget;
    private final Player player;

    LiveOutcome(ApiClient api, SimulatorClient simulator, String budget, Player player) {
        this.api = api;
        this.simulator = simulator;
        this.budget = budget;
        this.player = player;
    }

    /// @param waiting ids that were cancelled at the time limit: they waited
    FleetOutcome count(List<String> waiting) {
        Map<String, JsonNode> workloads = new HashMap<>();
        Observed.pages(api, "/workloads?limit=500")
                .forEach(w -> workloads.put(w.path("id").asText(), w));
        List<JsonNode> accepted = new ArrayList<>();
        int lost = 0;
        for (String id : player.accepted().values()) {
            JsonNode workload = workloads.get(id);
            if (workload == null) {
                lost++;
            } else {
                accepted.add(workload);
            }
        }
        int done = in(accepted, "succeeded", List.of());
        int failed = in(accepted, "failed", List.of());
        int cancelled = in(accepted, "cancelled", waiting);
        int refused = player.refused().size();
        int unanswered = player.sent() - player.accepted().size() - refused;
        FleetOutcome.Workloads counts =
                new FleetOutcome.Workloads(
                        player.sent(),
                        done,
                        accepted.size() - done - failed - cancelled + unanswered,
                        refused,
                        failed,
                        cancelled,
                        lost);
        JsonNode bill = simulator.bill();
        Money charged = Money.of(bill.path("total").path("charged").asText("0"));
        return new FleetOutcome(
                "headroom live",
                counts,
                FleetOutcome.Percentiles.of(waits(accepted)),
                new FleetOutcome.GpuHours(bought(bill), used(accepted)),
                new Money(done == 0 ? 0 : charged.micros() / done),
                FleetOutcome.Percentiles.of(scaleUps(accepted)),
                budget(),
                bill.path("items").size(),
                simulator.left(),
                forecastError());
    }

    private static int in(List<JsonNode> workloads, String state, List<String> except) {
        return (int)
                workloads.stream()
                        .filter(w -> w.path("state").asText().equals(state))
                        .filter(w -> !except.contains(w.path("id").asText()))
                        .count();
    }

    private static Optional<Instant> instant(JsonNode node, String field) {
        return node.hasNonNull(field)
                ? Optional.of(Instant.parse(node.path(field).asText()))
                : Optional.empty();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static List<Double> waits(List<JsonNode> workloads) {
        List<Double> waits = new ArrayList<>();
        for (JsonNode workload : workloads) {
            Instant created = Instant.parse(workload.path("createdAt").asText());
            instant(workload, "firstStartedAt").ifPresent(at -> waits.add(seconds(created, at)));
        }
        return waits;
    }

    private static double used(List<JsonNode> workloads) {
        double hours = 0;
        for (JsonNode workload : workloads) {
            JsonNode gpu = workload.path("gpu");
            double gpus = gpu.path("count").asInt(1) * gpu.path("milli").asInt(1000) / 1000.0;
            Optional<Instant> from = instant(workload, "startedAt");
            Optional<Instant> to = instant(workload, "endedAt");
            if (from.isPresent() && to.isPresent()) {
                hours += gpus * seconds(from.get(), to.get()) / SECONDS_PER_HOUR;
            }
        }
        return hours;
    }

    private double bought(JsonNode bill) {
        Map<String, Integer> gpus = simulator.gpusByType();
        double hours = 0;
        for (JsonNode line : bill.path("items")) {
            int of = gpus.getOrDefault(line.path("type").asText(), 0);
            for (JsonNode part : line.path("parts")) {
                Optional<Instant> to = instant(part, "to");
                if (to.isPresent()) {
                    Instant from = Instant.parse(part.path("from").asText());
                    hours += of * seconds(from, to.get()) / SECONDS_PER_HOUR;
                }
            }
        }
        return hours;
    }

    /// From the first "no room" of a workload to its start, where it started on a node that was bought after that.
    private List<Double> scaleUps(List<JsonNode> workloads) {
        Map<String, Instant> boughtAt = new HashMap<>();
        Observed.pages(api, "/nodes?limit=500")
                .forEach(
                        n ->
                                instant(n, "createdAt")
                                        .ifPresent(at -> boughtAt.put(n.path("id").asText(), at)));
        List<Double> seconds = new ArrayList<>();
        for (JsonNode workload : workloads) {
            Optional<Instant> started = instant(workload, "startedAt");
            if (started.isPresent()) {
                JsonNode story =
                        api.get("/workloads/" + workload.path("id").asText() + "/story")
                                .path("items");
                firstShort(story)
                        .filter(
                                since ->
                                        placedOn(story)
                                                .map(boughtAt::get)
                                                .filter(b -> !b.isBefore(since))
                                                .isPresent())
                        .ifPresent(since -> seconds.add(seconds(since, started.get())));
            }
        }
        return seconds;
    }

    private static Optional<Instant> firstShort(JsonNode story) {
        for (JsonNode chapter : story) {
            if (chapter.path("what").asText().equals("waits")) {
                return instant(chapter, "at");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> placedOn(JsonNode story) {
        String node = "";
        for (JsonNode chapter : story) {
            if (chapter.path("what").asText().equals("placed")) {
                Matcher matcher = NODE.matcher(chapter.path("detail").asText());
                node = matcher.find() ? matcher.group() : node;
            }
        }
        return Optional.of(node).filter(n -> !n.isEmpty());
    }

    private FleetOutcome.Budget budget() {
        JsonNode status = api.get("/budgets/" + budget + "/status");
        return new FleetOutcome.Budget(
                Money.of(status.path("cap").asText()),
                Money.of(status.path("spent").asText()),
                Money.of(status.path("highestCommitted").asText()));
    }

    private double forecastError() {
        for (JsonNode accuracy :
                api.get("/forecasts/accuracy?ahead=1&series=" + Slice.SERIES).path("items")) {
            boolean next =
                    accuracy.path("ahead").asInt() == 1
                            && accuracy.path("series").asText().equals(Slice.SERIES);
            if (next && accuracy.hasNonNull("errorRatio")) {
                return accuracy.path("errorRatio").asDouble();
            }
        }
        return -1;
    }
}
