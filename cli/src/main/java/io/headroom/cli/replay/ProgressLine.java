package io.headroom.cli.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

import io.headroom.replay.compare.FleetProgress;

/// Says every few seconds how far a long replay is, beside its result.
final class ProgressLine implements FleetProgress {

    /// What is done sooner needs no word; more often would fill a log.
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final PrintWriter to;
    private final InstantSource clock = InstantSource.system();
    private Instant last = clock.instant();

    ProgressLine(PrintWriter to) {
        this.to = to;
    }

    @Override
    public void reached(String policy, long seed, double share) {
        Instant now = clock.instant();
        if (Duration.between(last, now).compareTo(EVERY) >= 0) {
            last = now;
            to.println(
                    String.format(Locale.ROOT, "%s, seed %d: %.0f %%", policy, seed, 100 * share));
            to.flush();
        }
    }
}
