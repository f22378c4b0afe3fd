package io.headroom.cli.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;

import io.headroom.cli.render.Table;
import io.headroom.replay.fleet.score.FleetOutcome;

/// The figures of several outcomes side by side, a column for each.
public final class OutcomeTable {

    private final List<FleetOutcome> outcomes;
    private final Table table;

    private OutcomeTable(SequencedMap<String, FleetOutcome> byHeading) {
        this.outcomes = List.copyOf(byHeading.values());
        List<String> headings = new ArrayList<>(List.of(""));
        headings.addAll(byHeading.keySet());
        this.table = new Table(headings);
    }

    public static List<String> lines(SequencedMap<String, FleetOutcome> byHeading) {
        OutcomeTable of = new OutcomeTable(byHeading);
        of.row("workloads done / waiting / refused", OutcomeTable::workloads);
        of.row("queue wait p50, p95, p99 (s)", o -> three(o.queueWaitSeconds()));
        of.row(
                "GPU-hours bought / used",
                o -> number(o.gpuHours().bought()) + " / " + number(o.gpuHours().used()));
        of.row("cost per completed workload ($)", o -> o.costPerCompletedWorkload().toString());
        of.row(
                "scale-up p50, p95 (s)",
                o -> number(o.scaleUpSeconds().p50()) + ", " + number(o.scaleUpSeconds().p95()));
        of.row(
                "forecast error (next minute)",
                o -> o.forecastError() < 0 ? "-" : number(100 * o.forecastError()) + " %");
        of.row("launches", o -> Integer.toString(o.launches()));
        of.row("budget spent ($)", o -> o.budget().spent().toString());
        of.row(
                "highest committed / cap ($)",
                o -> o.budget().highestCommitted() + " / " + o.budget().cap());
        return of.table.lines();
    }

    private void row(String name, Function<FleetOutcome, String> of) {
        List<String> cells = new ArrayList<>(List.of(name));
        outcomes.forEach(outcome -> cells.add(of.apply(outcome)));
        table.row(cells);
    }

    private static String workloads(FleetOutcome outcome) {
        FleetOutcome.Workloads of = outcome.workloads();
        return of.done() + " / " + of.waiting() + " / " + of.refused();
    }

    private static String three(FleetOutcome.Percentiles p) {
        return number(p.p50()) + ", " + number(p.p95()) + ", " + number(p.p99());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }
}
