package io.headroom.forecast.accuracy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Accuracy;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;

/// Scores what was said of each minute, once it is over: with the turn of the forecast loop in the next one. Each minute is scored once, also by a leader that
/// begins: what is added and up to which minute is one transaction. What was to come while nobody looked stays unknown.
@Singleton
public final class Scoring {

    private static final Logger LOG = Logger.getLogger(Scoring.class);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// What comes after a longer silence is begun anew: its forecasts are forgotten.
    private static final Duration BEHIND = Duration.ofHours(1);

    /// As long as the farthest step that is scored, and what may be behind.
    private static final Duration KEPT = BEHIND.multipliedBy(2).plus(MINUTE);

    /// The lane's row of all its series.
    private static final String ALL = "*";

    private final Transactions transactions;
    private final Fence fence;
    private final SaidTable said;
    private final ScoreTable scores;
    private final ScoreMeter meter;

    @Inject
    Scoring(
            Transactions transactions,
            Fence fence,
            SaidTable said,
            ScoreTable scores,
            ScoreMeter meter) {
        this.transactions = transactions;
        this.fence = fence;
        this.said = said;
        this.scores = scores;
        this.meter = meter;
    }

    /// Whatever happens here holds up no forecast: they have been said by then.
    ///
    /// @param known what was wanted of each series
    public void score(Epoch epoch, SortedMap<String, DemandHistory> known, Instant now) {
        Instant last = now.truncatedTo(ChronoUnit.MINUTES).minus(MINUTE);
        try {
            List<ScoreTable.Score> lanes =
                    transactions
                            .asService(
                                    session ->
                                            fence.check(session, epoch)
                                                    .chain(() -> scores.upTo(session))
                                                    .chain(from -> all(session, known, from, last))
                                                    .chain(() -> lanes(session, known, last)))
                            .await()
                            .atMost(PATIENCE);
            meter.show(lanes);
        } catch (RuntimeException failed) {
            LOG.warn("forecasts were not scored in this minute", failed);
        }
    }

    private Uni<Void> all(
            Mutiny.Session session,
            SortedMap<String, DemandHistory> known,
            Optional<Instant> upTo,
            Instant last) {
        Uni<Integer> all = Uni.createFrom().item(0);
        for (Instant m = from(upTo, last); !m.isAfter(last); m = m.plus(MINUTE)) {
            Instant minute = m;
            if (known.values().stream().anyMatch(history -> value(history, minute).isPresent())) {
                all = all.chain(() -> one(session, known, minute));
            }
        }
        return upTo.isPresent() && last.equals(upTo.get())
                ? Uni.createFrom().voidItem()
                : all.chain(() -> scores.upTo(session, last))
                        .chain(() -> said.forget(session, last.minus(KEPT)))
                        .replaceWithVoid();
    }

    /// The first minute to score. Where a clock was set back, what it had counted beyond now is not waited for.
    private static Instant from(Optional<Instant> upTo, Instant last) {
        Instant after = upTo.map(m -> m.plus(MINUTE)).orElse(last);
        if (after.isAfter(last.plus(BEHIND))) {
            return last;
        }
        Instant earliest = last.minus(BEHIND);
        return after.isBefore(earliest) ? earliest : after;
    }

    private Uni<Integer> one(
            Mutiny.Session session, SortedMap<String, DemandHistory> known, Instant minute) {
        return said.of(session, minute)
                .map(found -> sums(found, known, minute))
                .chain(sums -> scores.add(session, minute.truncatedTo(ChronoUnit.HOURS), sums));
    }

    static SortedMap<String, double[]> sums(
            List<SaidTable.Said> said, SortedMap<String, DemandHistory> known, Instant minute) {
        SortedMap<String, double[]> sums = new TreeMap<>();
        for (SaidTable.Said one : said) {
            DemandHistory history = known.get(one.series());
            if (history != null && value(history, minute).isPresent()) {
                double[] step = step(one, history, minute).toArray();
                add(sums, one.series(), one.place(), step);
                add(sums, lane(one.series()) + ALL, one.place(), step);
            }
        }
        return sums;
    }

    private static Accuracy step(SaidTable.Said one, DemandHistory history, Instant minute) {
        Duration ahead = MINUTE.multipliedBy(Ahead.MINUTES.get(one.place()));
        OptionalDouble weekAgo = value(history, minute.minus(Duration.ofDays(7)));
        return Accuracy.step(
                Ahead.LEVELS,
                one.quantiles(),
                value(history, minute).orElseThrow(),
                value(history, minute.minus(ahead)),
                weekAgo.isPresent() ? weekAgo : value(history, minute.minus(Duration.ofDays(1))));
    }

    private static void add(
            SortedMap<String, double[]> sums, String series, int place, double[] step) {
        double[] all =
                sums.computeIfAbsent(series, _ -> new double[Ahead.SUMS * Ahead.MINUTES.size()]);
        for (int i = 0; i < step.length; i++) {
            all[place * Ahead.SUMS + i] += step[i];
        }
    }

    private static OptionalDouble value(DemandHistory history, Instant minute) {
        int at = history.indexOf(minute);
        return at >= 0 && history.isKnown(at)
                ? OptionalDouble.of(history.value(at))
                : OptionalDouble.empty();
    }

    /// With the stroke after it.
    private static String lane(String series) {
        return series.substring(0, series.indexOf('/') + 1);
    }

    private Uni<List<ScoreTable.Score>> lanes(
            Mutiny.Session session, SortedMap<String, DemandHistory> known, Instant last) {
        List<String> lanes =
                known.keySet().stream().map(series -> lane(series) + ALL).distinct().toList();
        return scores.of(session, lanes, last.minus(ScoreMeter.OVER), ScoreTable.Split.NONE);
    }
}
