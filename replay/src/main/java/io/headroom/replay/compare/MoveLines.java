package io.headroom.replay.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.headroom.replay.fleet.score.Consolidated;
import io.headroom.replay.fleet.score.PolicyScore;

/// What was moved so that nodes may go, for what, as lines of the report; none where nothing may be moved.
final class MoveLines {

    private MoveLines() {}

    static List<String> of(List<PolicyScore> policies, List<PolicyScore> curve) {
        List<String> lines = new ArrayList<>();
        policies.forEach(score -> add(lines, score.policy(), score));
        curve.forEach(score -> add(lines, FleetReport.named(score), score));
        if (!lines.isEmpty()) {
            lines.addFirst(
                    "%-26s %7s %7s %10s %10s %12s %12s %12s %12s"
                            .formatted(
                                    "MOVED SO THAT NODES GO",
                                    "MOVES",
                                    "EMPTIED",
                                    "CALLED OFF",
                                    "LOST GPUH",
                                    "LOST $",
                                    "THOUGHT $",
                                    "SAVED $",
                                    "THOUGHT $"));
        }
        return lines;
    }

    private static void add(List<String> lines, String name, PolicyScore score) {
        Consolidated moved = score.consolidation();
        if (moved != null) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-26s %7d %7d %10d %10.1f %12.2f %12.2f %12.2f %12.2f",
                            name,
                            moved.moves(),
                            moved.emptied(),
                            moved.calledOff(),
                            moved.lostGpuHours(),
                            moved.brought().loses().micros() / 1e6,
                            moved.estimated().loses().micros() / 1e6,
                            moved.brought().saves().micros() / 1e6,
                            moved.estimated().saves().micros() / 1e6));
        }
    }
}
