package io.headroom.provisioning.bound;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import io.headroom.contracts.forecast.TargetBounded;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.outbox.Outbox;
import io.headroom.provisioning.scaling.ScalingSettings;

/// Says when a bound begins to hold back what a forecast asks for, and when it no longer does: once each, whatever number of plans meets it.
@Singleton
public final class Bounds {

    private static final Logger LOG = Logger.getLogger(Bounds.class);

    /// Real: several plans.
    private static final Duration OVER_AFTER_REAL = Duration.ofSeconds(5);

    private static final String ALL =
            Rows.lines(
                    "select series, bound_by as by, since, asked, allowed, why from target_bound order by series, bound_by");

    private static final String PUT =
            """
            insert into target_bound (series, bound_by, since, asked, allowed, why)
            select series, by, since, asked, allowed, why from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, by text, since timestamptz, asked double precision, allowed double precision, why text)
            on conflict (series, bound_by) do nothing
            """;

    private static final String DROP =
            """
            delete from target_bound t using jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(series text, by text)
            where t.series = r.series and t.bound_by = r.by
            """;

    private static final String VERSIONS =
            "update counter set value = value + cast(:more as integer) where name = 'bound-version' returning cast(value as text)";

    /// What one plan changes.
    ///
    /// @param begun those that bind now and did not; @param ended those that have not bound for a while
    public record Change(List<Binding> begun, List<Binding> ended) {

        public boolean isNothing() {
            return begun.isEmpty() && ended.isEmpty();
        }
    }

    private final Transactions transactions;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final MultiGauge binding;
    private final Duration overAfter;

    /// What binds, as far as this leader knows, and when it last did. For the loop's thread alone.
    private final Map<String, Binding> bound = new LinkedHashMap<>();

    private final Map<String, Instant> last = new LinkedHashMap<>();
    private Optional<Epoch> leading = Optional.empty();

    @Inject
    Bounds(
            Transactions transactions,
            Outbox outbox,
            MeterRegistry meters,
            VirtualClock clock,
            ScalingSettings settings) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.meters = meters;
        this.binding = MultiGauge.builder("headroom.scaling.bound").register(meters);
        this.overAfter = clock.atLeastReal(settings.boundOverAfter(), OVER_AFTER_REAL);
    }

    /// What a plan's bounds change. Waits when a leader begins: for the loop's thread.
    public Change look(Epoch epoch, List<ScalingPlan.Bound> now, Instant at) {
        if (!leading.equals(Optional.of(epoch))) {
            load(at);
            leading = Optional.of(epoch);
        }
        Map<String, Binding> begun = new LinkedHashMap<>();
        for (ScalingPlan.Bound one : now) {
            Binding met =
                    new Binding(
                            one.series().toString(),
                            one.by(),
                            at,
                            one.asked(),
                            one.allowed(),
                            one.why());
            last.put(met.key(), at);
            if (!bound.containsKey(met.key())) {
                begun.putIfAbsent(met.key(), met);
            }
        }
        List<Binding> ended =
                bound.values().stream()
                        .filter(b -> !lastOf(b).plus(overAfter).isAfter(at))
                        .toList();
        return new Change(List.copyOf(begun.values()), ended);
    }

    /// Writes a change down and says it, with the decision that it comes from.
    public Uni<Void> write(Mutiny.Session session, Change change) {
        if (change.isNothing()) {
            return Uni.createFrom().voidItem();
        }
        int more = change.begun().size() + change.ended().size();
        return Rows.execute(session, PUT, Map.of("rows", Rows.json(change.begun())))
                .chain(() -> Rows.execute(session, DROP, Map.of("rows", Rows.json(change.ended()))))
                .chain(() -> Rows.text(session, VERSIONS, Map.of("more", more)))
                .chain(
                        newest ->
                                outbox.add(
                                        session,
                                        events(
                                                change,
                                                Long.parseLong(newest.orElseThrow()) - more)));
    }

    private List<TargetBounded> events(Change change, long before) {
        List<TargetBounded> events = new ArrayList<>();
        long version = before;
        for (Binding one : change.begun()) {
            version++;
            events.add(one.began(version));
        }
        for (Binding one : change.ended()) {
            version++;
            events.add(one.ended(version, lastOf(one)));
        }
        return events;
    }

    /// It is written.
    public void committed(Change change) {
        for (Binding one : change.begun()) {
            LOG.warnf(
                    "%s is held back by %s: it asks for %.0f GPUs on order, %.0f are allowed (%s)",
                    one.series(),
                    DashedEnums.nameOf(one.by()),
                    one.asked(),
                    one.allowed(),
                    one.why());
            bound.put(one.key(), one);
            meters.counter("headroom.scaling.bounds.begun", tags(one)).increment();
        }
        for (Binding one : change.ended()) {
            LOG.infof(
                    "%s is not held back by %s any more",
                    one.series(), DashedEnums.nameOf(one.by()));
            bound.remove(one.key());
            last.remove(one.key());
        }
        show();
    }

    /// Those that bind.
    public Uni<List<Binding>> all(Mutiny.Session session) {
        return Rows.list(session, ALL, Map.of(), line -> Rows.read(line, Binding.class));
    }

    private void load(Instant at) {
        bound.clear();
        last.clear();
        transactions
                .asService(this::all)
                .await()
                .indefinitely()
                .forEach(
                        one -> {
                            bound.put(one.key(), one);
                            last.put(one.key(), at);
                        });
        show();
    }

    private Instant lastOf(Binding one) {
        return last.getOrDefault(one.key(), one.since());
    }

    private void show() {
        binding.register(
                bound.values().stream().map(one -> MultiGauge.Row.of(tags(one), 1)).toList(), true);
    }

    private static Tags tags(Binding one) {
        return Tags.of("series", one.series(), "bound", DashedEnums.nameOf(one.by()));
    }
}
