package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Outlook;

/// What has been learned of each series: every half hour anew, some of them with each turn, on all cores. For the forecast loop alone, one turn at a time.
@Singleton
final class Learning {

    /// Half as often misses a change of level for an hour; twice as often costs twice the time.
    private static final Duration REFIT = Duration.ofMinutes(30);

    /// More are learned from coarser steps in the past, in a quarter of the time: half a second of work a minute for each thousand.
    private static final int MANY = 1_000;

    /// A series, and when it is to be learned again.
    private record Learned(FittedSeries fitted, Instant due) {

        /// Not either where a clock was set back, and it would be due in days, nor where there is enough of it now for a first model.
        private boolean stands(DemandHistory history, ForecastPolicy policy, Instant now) {
            boolean isRipe = fitted.models().isEmpty() && history.known() >= policy.fewest();
            return now.isBefore(due) && !now.isBefore(due.minus(REFIT)) && !isRipe;
        }
    }

    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final SortedMap<String, Learned> learned = new TreeMap<>();

    @PreDestroy
    void stop() {
        workers.shutdownNow();
    }

    /// Their past has changed.
    void forget(Collection<String> series) {
        for (String each : series) {
            learned.remove(each);
        }
    }

    /// Foresees some series, and learns those of them that are due.
    ///
    /// @param of how many series there are
    /// @param horizon steps to learn for; twice as many are foreseen
    Turn foresee(Collection<DemandHistory> some, int of, int horizon, Instant now) {
        ForecastPolicy policy = policy(of).withHorizon(horizon);
        List<Callable<Foreseen>> work = new ArrayList<>();
        for (DemandHistory history : some) {
            Learned before = learned.get(history.series());
            work.add(() -> foresee(history, before, policy, now));
        }
        SortedMap<String, Outlook> outlooks = new TreeMap<>();
        SortedMap<String, List<ModelTrial>> tried = new TreeMap<>();
        for (Foreseen one : all(work)) {
            String series = one.outlook().series();
            learned.put(series, one.learned());
            if (one.isNew()) {
                tried.put(series, one.learned().fitted().trials());
            }
            outlooks.put(series, one.outlook());
        }
        return new Turn(outlooks, tried);
    }

    /// What is foreseen of each series, and the models of those that were learned.
    record Turn(SortedMap<String, Outlook> outlooks, SortedMap<String, List<ModelTrial>> tried) {}

    /// @param of how many series there are
    static ForecastPolicy policy(int of) {
        return of > MANY ? ForecastPolicy.MANY : ForecastPolicy.DEFAULT;
    }

    private record Foreseen(Learned learned, boolean isNew, Outlook outlook) {}

    private static Foreseen foresee(
            DemandHistory history, @Nullable Learned before, ForecastPolicy policy, Instant now) {
        boolean stands = before != null && before.stands(history, policy, now);
        Learned learned =
                before != null && stands
                        ? before
                        : new Learned(
                                Forecaster.refit(history, policy),
                                before == null ? first(history, now) : now.plus(REFIT));
        return new Foreseen(
                learned,
                !stands,
                Forecaster.forecast(learned.fitted(), history, 2 * policy.horizon(), now));
    }

    /// Those that were learned together are next learned apart.
    private static Instant first(DemandHistory history, Instant now) {
        return now.plusSeconds(1 + Math.floorMod(history.series().hashCode(), REFIT.toSeconds()));
    }

    private <T> List<T> all(List<Callable<T>> work) {
        try {
            List<T> done = new ArrayList<>();
            for (Future<T> one : workers.invokeAll(work)) {
                done.add(one.get());
            }
            return done;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while learning", stopped);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a series could not be learned", failed);
        }
    }
}
