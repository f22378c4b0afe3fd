package io.headroom.cli.demo;

import java.io.PrintWriter;
import java.util.LinkedHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.play.OutcomeTable;
import io.headroom.cli.play.Played;
import io.headroom.cli.play.Slice;
import io.headroom.cli.play.Verdict;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.replay.fleet.score.FleetOutcome;

/// The outcome, live and replayed, side by side.
record DemoReport(Played live, FleetOutcome replay, FleetOutcome reactive) {

    JsonNode json() {
        ObjectNode json = HeadroomJson.mapper().valueToTree(live.outcome());
        json.set("replay", HeadroomJson.mapper().valueToTree(replay));
        json.set("reactive", HeadroomJson.mapper().valueToTree(reactive));
        json.put("arrivalsTimes", live.slice().cut().factor());
        json.set("broken", HeadroomJson.mapper().valueToTree(live.verdict().broken()));
        return json;
    }

    void print(PrintWriter out) {
        var outcomes = new LinkedHashMap<String, FleetOutcome>();
        outcomes.put("LIVE", live.outcome());
        outcomes.put("REPLAY", replay);
        outcomes.put("REACTIVE", reactive);
        out.println();
        OutcomeTable.lines(outcomes).forEach(out::println);
        out.println();
        out.println(
                "Seconds are virtual. LIVE is the running system; REPLAY is the same engine over the same trace in virtual time (LIVE minus REPLAY is the replay's fidelity); REACTIVE buys when something waits, knows no forecast and no budget.");
        Slice slice = live.slice();
        out.println(
                "Trace: day %d of openb, arrivals x%d, durations as they were; %d workload(s) that ran longer than %d min are left out."
                        .formatted(
                                slice.day(),
                                slice.cut().factor(),
                                slice.leftOut(),
                                slice.cut().longest().toMinutes()));
        Verdict verdict = live.verdict();
        if (verdict.holds()) {
            out.println("No cap was passed, no workload was lost, no instance is left.");
        } else {
            verdict.broken().forEach(broken -> out.println("FAILED: " + broken));
        }
        out.flush();
    }
}
