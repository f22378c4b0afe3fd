package io.headroom.engine.scaling.learned;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Turnover;

/// How long the like of a job runs, as far as it can be known before it ends: the time that places were held, over the ends in it. The
/// mean of what has ended would take the long ones, which have not, for short.
///
/// Not a fact but what is made of facts as they come: its owner tells it of every start and end, in order.
///
/// @param <K> what makes jobs alike
public final class Durations<K> {

    /// Fewer have ended of late: nothing is known.
    private static final double FEWEST = 5;

    /// What lies an hour back weighs a third: shorter would take chance for a change, longer not notice one.
    private static final double FORGET_SECONDS = 3600;

    private static final class Seen {
        private int running;
        private double heldSeconds;
        private double ends;
        private Instant at;

        private Seen(Instant at) {
            this.at = at;
        }

        private void goOn(Instant now) {
            long millis = Duration.between(at, now).toMillis();
            if (millis <= 0) {
                return;
            }
            double kept = Math.exp(-millis / (1000 * FORGET_SECONDS));
            // What is held on and on, and forgotten at the same time, adds up to this.
            heldSeconds = heldSeconds * kept + running * FORGET_SECONDS * (1 - kept);
            ends *= kept;
            at = now;
        }
    }

    /// What the turnover of a kind is one of.
    public interface Naming<K> {
        Turnover turnover(K kind, int replicas, Duration runs);
    }

    private final Map<K, Seen> seen = new LinkedHashMap<>();

    private Seen seen(K kind, Instant now) {
        Seen known = seen.get(kind);
        if (known == null) {
            known = new Seen(now);
            seen.put(kind, known);
        }
        known.goOn(now);
        return known;
    }

    public void started(K kind, Instant now) {
        seen(kind, now).running++;
    }

    public void ended(K kind, Instant now) {
        Seen known = seen(kind, now);
        known.running--;
        known.ends++;
    }

    /// It lost its place before its end.
    public void stopped(K kind, Instant now) {
        seen(kind, now).running--;
    }

    /// As known when something of its kind last began or ended.
    public @Nullable Duration expected(K kind) {
        Seen known = seen.get(kind);
        return known == null || known.ends < FEWEST ? null : over(known, known.ends);
    }

    /// How fast places come free, of all that ran of late; counting a standard deviation fewer ends than were seen, for they may have
    /// been luck.
    public List<Turnover> turnovers(Instant now, Naming<K> naming) {
        List<Turnover> turnovers = new ArrayList<>();
        seen.forEach(
                (kind, known) -> {
                    known.goOn(now);
                    if (known.running > 0 && known.ends >= FEWEST) {
                        turnovers.add(
                                naming.turnover(
                                        kind,
                                        known.running,
                                        over(known, known.ends - Math.sqrt(known.ends))));
                    }
                });
        return turnovers;
    }

    private static Duration over(Seen known, double ends) {
        return Duration.ofMillis(Math.max(1, (long) (1000 * known.heldSeconds / ends)));
    }
}
