package io.headroom.forecast.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;

/// What each series wanted: read once by whoever begins to lead, then carried on with each minute that is written, and read again of the series that an import names.
/// For the forecast loop alone, one turn at a time. `headroom_forecast_remembered_minutes` is how far back each series is known.
@Singleton
public final class Histories {

    private static final Logger LOG = Logger.getLogger(Histories.class);

    /// Two weeks show every weekly rhythm twice, which is what a model must have seen.
    private static final Duration MOST = Duration.ofDays(15);

    /// Of the heap. What is learned and what a turn says take some 95 kB a series; half of it would forget the second week of 2,000 series in 2 GiB.
    private static final double SHARE = 0.3;

    private static final int BYTES = 8;

    /// More than is kept, so that not every minute copies all for the sake of one.
    private static final int SLACK = 60;

    /// Some 15 MB of text.
    private static final int READ_TOGETHER = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final SampleTable samples;
    private final SortedMap<String, DemandHistory> all = new TreeMap<>();
    private volatile int kept = (int) MOST.toMinutes();
    private long imports;

    /// Another that led in between has written minutes that are not known here.
    private @Nullable Epoch ledBefore;

    @Inject
    Histories(Transactions transactions, SampleTable samples, MeterRegistry meters) {
        this.transactions = transactions;
        this.samples = samples;
        meters.gauge("headroom.forecast.remembered.minutes", this, histories -> histories.kept);
    }

    /// What is wanted of each series by name, as of the last [#carryOn]; what a clock that went wrong has written of the future is left out.
    public SortedMap<String, DemandHistory> all(Instant now) {
        Instant end = SampleTable.minute(now).plus(SampleTable.STEP);
        SortedMap<String, DemandHistory> known = new TreeMap<>();
        all.forEach((series, history) -> known.put(series, history.until(end)));
        return known;
    }

    /// Reads what is not known: everything where it has not led before, else what has been imported since.
    ///
    /// @return the series that were read
    public SortedSet<String> read(Epoch epoch, Instant now) {
        boolean begins = !epoch.equals(ledBefore);
        if (begins) {
            ledBefore = null;
            all.clear();
        }
        SampleTable.Imports since =
                transactions
                        .asService(session -> samples.imports(session, begins ? -1 : imports))
                        .await()
                        .atMost(PATIENCE);
        List<String> wanted =
                begins
                        ? transactions.asService(samples::series).await().atMost(PATIENCE)
                        : since.series();
        kept = fits(begins ? wanted.size() : all.size());
        for (int from = 0; from < wanted.size(); from += READ_TOGETHER) {
            read(wanted.subList(from, Math.min(wanted.size(), from + READ_TOGETHER)), now);
        }
        if (begins && !wanted.isEmpty()) {
            LOG.infof("read %d series of %d minutes", wanted.size(), kept);
        }
        imports = since.version();
        ledBefore = epoch;
        return new TreeSet<>(wanted);
    }

    private void read(Collection<String> series, Instant now) {
        Instant since = now.minus(Duration.ofMinutes(kept));
        all.putAll(
                transactions
                        .asService(session -> samples.of(session, series, since, now))
                        .await()
                        .atMost(PATIENCE));
    }

    /// As many minutes of each as its share of the heap holds.
    private static int fits(int series) {
        double minutes = SHARE * Runtime.getRuntime().maxMemory() / BYTES / Math.max(1, series);
        return (int) Math.min((double) MOST.toMinutes(), minutes);
    }

    /// A series that was ever wanted and is not now is wanted with nothing: that is no gap.
    public Uni<Integer> write(
            Mutiny.Session session, SortedMap<String, Double> wanted, Instant minute) {
        List<SampleTable.Sample> now = new ArrayList<>();
        now(wanted)
                .forEach((series, gpus) -> now.add(new SampleTable.Sample(series, minute, gpus)));
        return samples.put(session, now);
    }

    /// Series that were written down when this minute was looked at before, if it was.
    public SortedSet<String> seen(Instant minute) {
        SortedSet<String> seen = new TreeSet<>();
        all.forEach(
                (series, history) -> {
                    int at = history.indexOf(minute);
                    if (at >= 0 && history.isKnown(at)) {
                        seen.add(series);
                    }
                });
        return seen;
    }

    private SortedMap<String, Double> now(SortedMap<String, Double> wanted) {
        SortedMap<String, Double> now = new TreeMap<>();
        all.keySet().forEach(series -> now.put(series, 0.0));
        now.putAll(wanted);
        return now;
    }

    /// Carries all on to the end of a minute, as it has been written; minutes that were missed before are gaps.
    public void carryOn(SortedMap<String, Double> wanted, Instant minute) {
        now(wanted).forEach((series, gpus) -> all.put(series, carriedOn(series, gpus, minute)));
    }

    private DemandHistory carriedOn(String series, double gpus, Instant minute) {
        DemandHistory before = all.get(series);
        if (before == null
                || before.end().isBefore(minute.minus(MOST))
                || minute.isBefore(before.start())) {
            return before == null || before.end().isBefore(minute)
                    ? new DemandHistory(series, minute, SampleTable.STEP, new double[] {gpus})
                    : before;
        }
        if (minute.isBefore(before.end())) {
            return changed(before, before.indexOf(minute), gpus);
        }
        DemandHistory longer = before;
        while (longer.end().isBefore(minute)) {
            longer = longer.plus(Double.NaN);
        }
        longer = longer.plus(gpus);
        return longer.size() > kept + SLACK ? longer.tail(kept) : longer;
    }

    /// A second turn in one minute knows better what is wanted in it, and a clock that was set back says of a minute that was what is wanted now.
    private static DemandHistory changed(DemandHistory before, int at, double gpus) {
        if (before.value(at) == gpus) {
            return before;
        }
        double[] values = before.toArray();
        values[at] = gpus;
        return new DemandHistory(before.series(), before.start(), before.step(), values);
    }
}
