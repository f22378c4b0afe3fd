package io.headroom.cli.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.headroom.replay.fleet.score.FleetOutcome;

/// Whether a load came to the same with faults as without.
///
/// What was done and how long it ran may not differ: it was accepted once and is run once. Waits may be longer by what the killed
/// processes were away, since nothing is placed or bought meanwhile. What is bought is shown and not judged: who comes back finds a burst
/// where a trickle was, and buys for it at once, within the cap.
final class Sameness {
    /// Runs without faults differ by less than one in a hundred, those with them by up to six: the agents die with the simulated
    /// clouds and see late what has ended meanwhile. Work done twice is more than that.
    private static final double USED_WITHIN = 0.10;

    private Sameness() {}

    /// @param away for how long any of the killed processes was, in virtual time
    static List<String> differences(List<FleetOutcome> calm, FleetOutcome killed, Duration away) {
        List<String> differences = new ArrayList<>();
        if (calm.isEmpty()) {
            return differences;
        }
        double done = least(calm, o -> o.workloads().done());
        if (killed.workloads().done() < done) {
            differences.add(
                    "%d workloads were done, and %d without faults"
                            .formatted(killed.workloads().done(), (int) done));
        }
        double used = most(calm, o -> o.gpuHours().used());
        if (Math.abs(killed.gpuHours().used() - used) > USED_WITHIN * used) {
            differences.add(
                    String.format(
                            Locale.ROOT,
                            "%.2f GPU-hours were used, and %.2f without faults",
                            killed.gpuHours().used(),
                            used));
        }
        longer(differences, "p50", calm, killed, o -> o.queueWaitSeconds().p50(), away);
        longer(differences, "p95", calm, killed, o -> o.queueWaitSeconds().p95(), away);
        return differences;
    }

    private static void longer(
            List<String> differences,
            String which,
            List<FleetOutcome> calm,
            FleetOutcome killed,
            ToDoubleFunction<FleetOutcome> wait,
            Duration away) {
        double without = most(calm, wait);
        double scatter = without - least(calm, wait);
        double with = wait.applyAsDouble(killed);
        if (with > without + scatter + away.toSeconds()) {
            differences.add(
                    String.format(
                            Locale.ROOT,
                            "the queue wait's %s is %.0f s, and %.0f s without faults: longer than the %d s that processes were away",
                            which,
                            with,
                            without,
                            away.toSeconds()));
        }
    }

    private static double least(List<FleetOutcome> of, ToDoubleFunction<FleetOutcome> figure) {
        return of.stream().mapToDouble(figure).min().orElseThrow();
    }

    private static double most(List<FleetOutcome> of, ToDoubleFunction<FleetOutcome> figure) {
        return of.stream().mapToDouble(figure).max().orElseThrow();
    }
}
