package io.headroom.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.render.Table;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.replay.fleet.FleetOutcome;

/// The outcome, live and replayed, side by side.
record DemoReport(
        Slice slice,
        FleetOutcome live,
        FleetOutcome replay,
        FleetOutcome reactive,
        Verdict verdict) {

    JsonNode json() {
        ObjectNode json = HeadroomJson.mapper().valueToTree(live);
        json.set("replay", HeadroomJson.mapper().valueToTree(replay));
        json.set("reactive", HeadroomJson.mapper().valueToTree(reactive));
        json.put("arrivalsTimes", slice.factor());
        json.set("broken", HeadroomJson.mapper().valueToTree(verdict.broken()));
        return json;
    }

    void print(PrintWriter out) {
        Table table = Table.of("", "LIVE", "REPLAY", "REACTIVE");
        row(
                table,
                "workloads done / waiting / refused",
                o ->
                        o.workloads().done()
                                + " / "
                                + o.workloads().waiting()
                                + " / "
                                + o.workloads().refused());
        row(table, "queue wait p50, p95, p99 (s)", o -> three(o.queueWaitSeconds()));
        row(
                table,
                "GPU-hours bought / used",
                o -> number(o.gpuHours().bought()) + " / " + number(o.gpuHours().used()));
        row(table, "cost per completed workload ($)", o -> o.costPerCompletedWorkload().toString());
        row(
                table,
                "scale-up p50, p95 (s)",
                o -> number(o.scaleUpSeconds().p50()) + ", " + number(o.scaleUpSeconds().p95()));
        row(
                table,
                "forecast error (next minute)",
                o -> o.forecastError() < 0 ? "-" : number(100 * o.forecastError()) + " %");
        row(table, "launches", o -> Integer.toString(o.launches()));
        row(table, "budget spent ($)", o -> o.budget().spent().toString());
        row(
                table,
                "highest committed / cap ($)",
                o -> o.budget().highestCommitted() + " / " + o.budget().cap());
        out.println();
        table.lines().forEach(out::println);
        out.println();
        out.println(
                "Seconds are virtual. LIVE is the running system; REPLAY is the same engine over the same trace in virtual time (LIVE minus REPLAY is the replay's fidelity); REACTIVE buys when something waits, knows no forecast and no budget.");
        out.println(
                "Trace: day %d of openb, arrivals x%d, durations as they were; %d workload(s) that ran longer than %d min are left out."
                        .formatted(
                                slice.day(),
                                slice.factor(),
                                slice.leftOut(),
                                Slice.LONGEST.toMinutes()));
        if (verdict.holds()) {
            out.println("No cap was passed, no workload was lost, no instance is left.");
        } else {
            verdict.broken().forEach(broken -> out.println("FAILED: " + broken));
        }
        out.flush();
    }

    private void row(Table table, String name, Function<FleetOutcome, String> of) {
        table.row(List.of(name, of.apply(live), of.apply(replay), of.apply(reactive)));
    }

    private static String three(FleetOutcome.Percentiles p) {
        return number(p.p50()) + ", " + number(p.p95()) + ", " + number(p.p99());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }
}
