package io.headroom.forecast.part;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.Signals;
import io.headroom.engine.forecast.part.Largest;
import io.headroom.engine.forecast.part.Part;
import io.headroom.engine.forecast.part.Parts;
import io.headroom.forecast.part.PartHours.PartSample;

/// Foresees the tenants, classes and shapes of every series, so that they add up to it. It remembers what it has read:
/// used by [PartTurn] alone, one turn at a time.
@Singleton
public final class PartForecasts {

    /// More would not fit into the heap.
    private static final int MOST = 500;

    /// Learned for an hour ahead, as the series are.
    private static final ForecastPolicy POLICY =
            ForecastPolicy.DEFAULT.withHorizon(60).withLevels(PartForecast.LEVELS);

    private final PartHours hours;
    private final PartOutlooks outlooks;
    private final PartPredictions predictions;
    private final int most;
    private final PartHistories histories = new PartHistories();
    private final SortedMap<PartKey, Parts.Learned> learned = new TreeMap<>();
    private final SortedMap<PartKey, String> classes = new TreeMap<>();
    private SortedSet<PartKey> wantedBefore = new TreeSet<>();

    @Inject
    PartForecasts(
            PartHours hours,
            PartOutlooks outlooks,
            PartPredictions predictions,
            PartSettings settings) {
        this.hours = hours;
        this.outlooks = outlooks;
        this.predictions = predictions;
        this.most = Math.clamp(settings.most(), 1, MOST);
    }

    /// Writes down what is wanted in this minute. What was wanted a minute ago and is not now is written as nothing.
    Uni<Integer> observe(Mutiny.Session session, PartTurn.Facts facts) {
        WantedNow now = facts.wanted();
        Instant minute = facts.now().truncatedTo(ChronoUnit.MINUTES);
        classes.putAll(now.classes());
        SortedMap<PartKey, Double> all = new TreeMap<>();
        wantedBefore.forEach(part -> all.put(part, 0.0));
        all.putAll(now.parts());
        wantedBefore = new TreeSet<>(now.parts().keySet());
        return hours.put(
                session,
                all.entrySet().stream()
                        .map(e -> new PartSample(e.getKey(), minute, e.getValue()))
                        .toList());
    }

    /// Reads again who wants most, and what each of them wanted.
    Uni<Void> read(Mutiny.Session session, PartTurn.Facts facts) {
        SortedMap<String, DemandHistory> wholes = facts.known();
        Instant since = facts.now().minus(PartHours.REMEMBERED);
        histories.clear();
        learned.clear();
        return hours.forget(session, since.minus(Duration.ofDays(1)))
                .chain(() -> hours.totals(session, since))
                .chain(
                        totals ->
                                Multi.createFrom()
                                        .iterable(largest(totals, wholes.keySet()))
                                        .onItem()
                                        .call(part -> read(session, part, wholes, since))
                                        .collect()
                                        .asList())
                .invoke(
                        named -> {
                            SortedSet<PartKey> rests = new TreeSet<>();
                            named.forEach(part -> rests.add(part.rest()));
                            rests.forEach(rest -> histories.putRest(rest, whole(wholes, rest)));
                        })
                .replaceWithVoid();
    }

    private Uni<Void> read(
            Mutiny.Session session,
            PartKey part,
            SortedMap<String, DemandHistory> wholes,
            Instant since) {
        return hours.hours(session, part, since)
                .invoke(found -> histories.put(part, whole(wholes, part), found))
                .replaceWithVoid();
    }

    private static DemandHistory whole(SortedMap<String, DemandHistory> wholes, PartKey part) {
        DemandHistory whole = wholes.get(part.series());
        if (whole == null) {
            throw new IllegalStateException("no series " + part.series());
        }
        return whole;
    }

    private List<PartKey> largest(SortedMap<PartKey, Double> totals, Set<String> known) {
        SortedMap<PartKey, SortedMap<String, Double>> dimensions = new TreeMap<>();
        totals.forEach(
                (part, gpus) -> {
                    if (known.contains(part.series())) {
                        dimensions
                                .computeIfAbsent(part.rest(), _ -> new TreeMap<>())
                                .put(part.name(), gpus);
                    }
                });
        List<PartKey> largest = new ArrayList<>();
        dimensions.forEach(
                (rest, wanted) ->
                        Largest.of(wanted, most)
                                .forEach(
                                        name ->
                                                largest.add(
                                                        new PartKey(
                                                                rest.series(),
                                                                rest.dimension(),
                                                                name))));
        return largest;
    }

    /// What each part will want.
    List<PartForecast> foresee(PartTurn.Facts facts) {
        SortedMap<PartKey, Double> wanted = facts.wanted().parts();
        histories.carryOn(facts.known(), wanted, (int) PartHours.REMEMBERED.toMinutes());
        histories.admit(facts.known(), wanted, most);
        SortedMap<PartKey, List<PartKey>> dimensions = new TreeMap<>();
        for (PartKey part : histories.all().keySet()) {
            dimensions.computeIfAbsent(part.rest(), _ -> new ArrayList<>()).add(part);
        }
        List<PartForecast> said = new ArrayList<>();
        dimensions.forEach(
                (rest, parts) -> {
                    Outlook whole = facts.wholes().get(rest.series());
                    DemandHistory history = facts.known().get(rest.series());
                    if (whole != null && history != null) {
                        // The rest sorts behind every name that a tenant can have.
                        List<Outlook> foreseen =
                                Parts.forecast(whole, history, learn(parts, history), facts.now());
                        for (int p = 0; p < parts.size(); p++) {
                            PartKey part = parts.get(p);
                            Outlook outlook = announced(part, foreseen.get(p), facts);
                            said.add(PartForecast.of(part, outlook, facts.version()));
                        }
                    }
                });
        return said.stream().filter(PartForecast::isAnything).toList();
    }

    /// Announced demand has no tenant, class or shape: it is the rest's.
    private Outlook announced(PartKey part, Outlook outlook, PartTurn.Facts facts) {
        DemandHistory own = histories.all().get(part);
        return own == null || !part.name().equals(PartKey.REST)
                ? outlook
                : Signals.heard(
                        outlook, own, facts.announced().getOrDefault(part.series(), List.of()));
    }

    private List<Parts.Learned> learn(List<PartKey> parts, DemandHistory whole) {
        List<Parts.Learned> all = new ArrayList<>();
        for (PartKey key : parts) {
            DemandHistory own = histories.all().getOrDefault(key, whole);
            String ofClass = classes.getOrDefault(key, "");
            Part part =
                    new Part(
                            own,
                            histories
                                    .all()
                                    .getOrDefault(
                                            new PartKey(key.series(), Dimension.CLASS, ofClass),
                                            whole));
            Parts.Learned before = learned.get(key);
            Parts.Learned now =
                    before == null
                            ? Parts.learn(part, POLICY)
                            : new Parts.Learned(part, before.fitted());
            learned.put(key, now);
            all.add(now);
        }
        return all;
    }

    Uni<Void> write(Mutiny.Session session, List<PartForecast> said, PartTurn.Facts facts) {
        Instant minute = facts.now().truncatedTo(ChronoUnit.MINUTES);
        SortedMap<PartKey, Double> truth = new TreeMap<>();
        histories
                .all()
                .forEach((part, history) -> truth.put(part, history.value(history.size() - 1)));
        return outlooks.replace(session, said, facts.version())
                .chain(() -> predictions.note(session, said, truth, minute))
                .chain(() -> predictions.score(session, truth, minute))
                .replaceWithVoid();
    }
}
