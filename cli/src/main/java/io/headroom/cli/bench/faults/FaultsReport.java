package io.headroom.cli.bench.faults;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.play.OutcomeTable;
import io.headroom.cli.play.Played;
import io.headroom.cli.render.Table;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.replay.fleet.score.FleetOutcome;

/// What came of the load with and without faults, side by side.
///
/// @param began virtual; when the first workload of the run with faults could arrive
record FaultsReport(List<Played> calm, Played killed, List<Kill> kills, Instant began, int speed) {

    /// What did not hold, of any run.
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        calm.forEach(played -> broken.addAll(played.verdict().broken()));
        broken.addAll(killed.verdict().broken());
        return broken;
    }

    /// In what the run with faults came to something else.
    List<String> differences() {
        return Sameness.differences(
                calm.stream().map(Played::outcome).toList(), killed.outcome(), away());
    }

    boolean holds() {
        return broken().isEmpty() && differences().isEmpty();
    }

    /// In virtual time.
    private Duration away() {
        return kills.stream()
                .map(kill -> kill.away().multipliedBy(speed))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// What the trace's own durations come to: the least that can be used where all is done.
    private double askedGpuHours() {
        return killed.slice().jobs().stream()
                        .mapToDouble(
                                job ->
                                        job.spec().shape().totalMilliGpu()
                                                / 1000.0
                                                * job.runs().toSeconds())
                        .sum()
                / Duration.ofHours(1).toSeconds();
    }

    JsonNode json() {
        ObjectNode json = HeadroomJson.mapper().createObjectNode();
        json.set(
                "calm",
                HeadroomJson.mapper().valueToTree(calm.stream().map(Played::outcome).toList()));
        json.set("killed", HeadroomJson.mapper().valueToTree(killed.outcome()));
        var list = json.putArray("kills");
        for (Kill kill : kills) {
            list.addObject()
                    .put("process", kill.process())
                    .put("atSeconds", Duration.between(began, kill.at()).toSeconds())
                    .put("unfinished", kill.unfinished())
                    .put("awaySeconds", kill.away().toMillis() / 1000.0);
        }
        json.put("askedGpuHours", askedGpuHours());
        json.put("awaySeconds", away().toSeconds());
        json.set("broken", HeadroomJson.mapper().valueToTree(broken()));
        json.set("differences", HeadroomJson.mapper().valueToTree(differences()));
        return json;
    }

    void print(PrintWriter out) {
        out.println();
        Table table = Table.of("KILLED", "AFTER (s)", "UNFINISHED", "READY AGAIN IN (real s)");
        for (Kill kill : kills) {
            table.row(
                    kill.process(),
                    Duration.between(began, kill.at()).toSeconds(),
                    kill.unfinished(),
                    kill.away().toMillis() / 1000.0);
        }
        table.lines().forEach(out::println);
        out.println();
        OutcomeTable.lines(columns()).forEach(out::println);
        out.println();
        out.printf(
                Locale.ROOT,
                "Seconds are virtual, but where real is said. Processes were away for %d s in all; the trace asks for %.2f GPU-hours.%n",
                away().toSeconds(),
                askedGpuHours());
        if (broken().isEmpty()) {
            out.println("No cap was passed, no workload was lost, no instance is left.");
        } else {
            broken().forEach(broken -> out.println("FAILED: " + broken));
        }
        differences().forEach(difference -> out.println("NOT THE SAME: " + difference));
    }

    private SequencedMap<String, FleetOutcome> columns() {
        SequencedMap<String, FleetOutcome> columns = new LinkedHashMap<>();
        for (Played played : calm) {
            columns.put("CALM " + (columns.size() + 1), played.outcome());
        }
        columns.put("KILLED", killed.outcome());
        return columns;
    }
}
