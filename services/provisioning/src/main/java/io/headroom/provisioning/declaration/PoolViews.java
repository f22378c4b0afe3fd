package io.headroom.provisioning.declaration;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PoolMode;
import io.headroom.platform.database.Transactions;
import io.headroom.provisioning.advice.AdviceRows;
import io.headroom.provisioning.advice.AdviceTotals;
import io.headroom.provisioning.bound.Binding;
import io.headroom.provisioning.bound.Bounds;
import io.headroom.provisioning.declaration.PoolView.Reason;
import io.headroom.provisioning.offer.Answers;
import io.headroom.provisioning.offer.Limits;
import io.headroom.provisioning.pool.LeadTimes;
import io.headroom.provisioning.pool.LeadTimes.Learned;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.StageTime;
import io.headroom.provisioning.scaling.HeededForecasts;
import io.headroom.provisioning.scaling.Relied;

/// Pools with what is known of them besides their rows. Waits.
@Singleton
final class PoolViews {

    private final Answers answers;
    private final AdviceRows advice;
    private final HeededForecasts forecasts;
    private final Bounds bounds;
    private final LeadTimes leadTimes;
    private final Transactions transactions;
    private final InstantSource clock;

    @Inject
    PoolViews(
            Answers answers,
            AdviceRows advice,
            HeededForecasts forecasts,
            Bounds bounds,
            LeadTimes leadTimes,
            Transactions transactions,
            InstantSource clock) {
        this.answers = answers;
        this.advice = advice;
        this.forecasts = forecasts;
        this.bounds = bounds;
        this.leadTimes = leadTimes;
        this.transactions = transactions;
        this.clock = clock;
    }

    PoolView of(PoolRow row) {
        return Objects.requireNonNull(of(List.of(row)).get(row.name()));
    }

    /// By their names.
    Map<String, PoolView> of(List<PoolRow> rows) {
        Instant now = clock.instant();
        List<String> advising =
                rows.stream()
                        .filter(r -> r.spec().mode() == PoolMode.ADVISE)
                        .map(PoolRow::name)
                        .toList();
        Known known =
                transactions
                        .asService(session -> look(session, advising, now))
                        .await()
                        .indefinitely();
        Map<String, PoolView> views = new LinkedHashMap<>();
        rows.forEach(row -> views.put(row.name(), view(row, known, now)));
        return views;
    }

    private record Known(
            Limits limits,
            Map<String, AdviceTotals> advice,
            List<Relied> forecasts,
            List<Binding> bounds,
            List<Learned> learned) {}

    private Uni<Known> look(Mutiny.Session session, List<String> advising, Instant now) {
        return Uni.combine()
                .all()
                .unis(
                        answers.all(session),
                        advice.totals(session, advising, now),
                        forecasts.all(session, now),
                        bounds.all(session),
                        leadTimes.all(session))
                .usingConcurrencyOf(1)
                .asTuple()
                .map(
                        found ->
                                new Known(
                                        Limits.of(found.getItem1(), now),
                                        found.getItem2(),
                                        found.getItem3(),
                                        found.getItem4(),
                                        found.getItem5()));
    }

    private static PoolView view(PoolRow row, Known known, Instant now) {
        Limits limits = known.limits();
        Optional<Reason> denied = denied(row, now);
        List<Limits.Reached> reached = limits.of(row);
        boolean troubled = denied.isPresent() || limits.closes(row);
        Reason reason =
                denied.or(() -> reached.stream().findFirst().map(r -> atLimit(row, r, reached)))
                        .orElse(null);
        return new PoolView(
                row.name(),
                row.version(),
                row.createdAt(),
                troubled ? "troubled" : "open",
                reason,
                row.spec(),
                row.templates(),
                known.advice().get(row.name()),
                known.forecasts().stream().filter(f -> f.lane().equals(row.spec().lane())).toList(),
                known.bounds().stream().filter(b -> b.lane().equals(row.spec().lane())).toList(),
                known.learned().stream()
                        .filter(l -> l.pool().equals(row.name()))
                        .map(StageTime::of)
                        .toList());
    }

    private static Optional<Reason> denied(PoolRow row, Instant now) {
        Instant until = row.troubleUntil();
        String why = row.trouble();
        return until != null && why != null && row.isTroubled(now)
                ? Optional.of(new Reason("provider-denied", why, until))
                : Optional.empty();
    }

    private static Reason atLimit(PoolRow row, Limits.Reached first, List<Limits.Reached> all) {
        String what =
                all.stream()
                        .map(r -> r.instanceType() + " " + word(r.capacityType()))
                        .collect(Collectors.joining(", "));
        return new Reason(
                "quota-reached",
                "our own limit at %s in %s is reached for %s: %s"
                        .formatted(
                                row.spec().provider(), row.spec().region(), what, first.detail()),
                first.until());
    }

    private static String word(CapacityType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
