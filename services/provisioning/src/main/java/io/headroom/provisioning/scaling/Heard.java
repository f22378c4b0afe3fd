package io.headroom.provisioning.scaling;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetChanged;
import io.headroom.contracts.budget.BudgetStanding;
import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Horizon;
import io.headroom.platform.database.Rows;
import io.headroom.platform.inbox.Inbox;

/// Keeps the newest of what placement and demand-forecast say, and wakes the loop; it decides nothing.
@ApplicationScoped
public class Heard {

    private static final String SHORTFALL = "shortfall";
    private static final String FORECAST = "forecast";
    private static final String OCCUPANCY = "occupancy";
    private static final String BUDGET = "budget";
    private static final String STANDING = "standing";

    /// Batches. Half looks twice as often for little, twice lets gone nodes be loaded with each plan for longer.
    private static final int FORGET_EVERY = 32;

    private static final String PUT =
            """
            insert into heard as h (kind, key, version, body)
            select kind, key, version, body
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(kind text, key text, version bigint, body text)
            on conflict (kind, key) do update set version = excluded.version, body = excluded.body
            where h.version < excluded.version
            """;

    /// What a node holds.
    public record Use(int replicas, int usedMilliGpu, @Nullable Instant idleSince, boolean known) {

        /// Placement has said nothing of it: it never held anything.
        public static final Use UNKNOWN = new Use(0, 0, null, false);

        public boolean isEmpty() {
            return replicas == 0;
        }
    }

    private record Fact(String kind, String key, long version, String body) {}

    private final Inbox inbox;
    private final Commits commits;
    private final ScalingLoop loop;
    private final AtomicInteger occupancies = new AtomicInteger();

    @Inject
    public Heard(Inbox inbox, Commits commits, ScalingLoop loop) {
        this.inbox = inbox;
        this.commits = commits;
        this.loop = loop;
    }

    @Incoming("placement")
    public Uni<Void> onPlacement(List<InboundEvent> events) {
        return inbox.once(events, this::put);
    }

    @Incoming("occupancies")
    public Uni<Void> onOccupancy(List<InboundEvent> events) {
        return inbox.once(
                events, (session, fresh) -> put(session, fresh).chain(() -> forgetGone(session)));
    }

    @Incoming("forecast")
    public Uni<Void> onForecast(List<InboundEvent> events) {
        return inbox.once(events, this::put);
    }

    /// What budgets have left. Nobody is woken: the next plan is made with it.
    @Incoming("standings")
    public Uni<Void> onStanding(List<InboundEvent> events) {
        return inbox.once(events, this::put);
    }

    private Uni<Void> put(Mutiny.Session session, List<InboundEvent> events) {
        Map<String, Fact> newest = new LinkedHashMap<>();
        boolean wanted = false;
        for (InboundEvent event : events) {
            Fact fact = fact(event);
            wanted |= fact.kind().equals(SHORTFALL) || fact.kind().equals(FORECAST);
            newest.merge(
                    fact.kind() + "/" + fact.key(),
                    fact,
                    (a, b) -> a.version() > b.version() ? a : b);
        }
        if (wanted) {
            commits.after(session, loop::wake);
        }
        return Rows.execute(session, PUT, Map.of("rows", Rows.json(List.copyOf(newest.values()))))
                .replaceWithVoid();
    }

    private static Fact fact(InboundEvent event) {
        if (event.is(CapacityShortfall.class)) {
            return fact(SHORTFALL, event.as(CapacityShortfall.class));
        }
        if (event.is(DemandForecast.class)) {
            DemandForecast forecast = event.as(DemandForecast.class);
            return new Fact(
                    FORECAST,
                    forecast.series().toString(),
                    forecast.version(),
                    Rows.json(forecast));
        }
        if (event.is(BudgetStanding.class)) {
            return fact(STANDING, event.as(BudgetStanding.class));
        }
        return fact(OCCUPANCY, event.as(NodeOccupancy.class));
    }

    private static Fact fact(String kind, Event event) {
        return new Fact(kind, event.key(), event.version(), Rows.json(event));
    }

    /// When a budget last changed: older denials of it say little.
    static Uni<Void> budget(Mutiny.Session session, BudgetChanged changed, Instant at) {
        Fact fact = new Fact(BUDGET, changed.budget(), at.toEpochMilli(), "");
        return Rows.execute(session, PUT, Map.of("rows", Rows.json(List.of(fact))))
                .replaceWithVoid();
    }

    /// What a budget had left before it was deleted.
    static Uni<Void> withoutBudget(Mutiny.Session session, String budget) {
        return Rows.execute(
                        session,
                        "delete from heard where kind = :kind and key = :budget",
                        Map.of("kind", STANDING, "budget", budget))
                .replaceWithVoid();
    }

    /// What was said last of one kind, as a part of a larger query.
    static final String SHORTFALLS = saidOf(SHORTFALL);

    static final String FORECASTS = saidOf(FORECAST);
    static final String STANDINGS = saidOf(STANDING);
    static final String OCCUPANCIES = saidOf(OCCUPANCY);

    static final String OCCUPANCIES_SINCE =
            "select body as line from heard where kind = '"
                    + OCCUPANCY
                    + "' and "
                    + Horizon.TOUCHED;

    private static String saidOf(String kind) {
        return "select body as line from heard where kind = '" + kind + "' order by key";
    }

    /// What the nodes that are not gone hold, as far as placement said.
    public static Uni<Map<NodeId, Use>> occupancies(Mutiny.Session session) {
        return Rows.list(session, OCCUPANCIES, Map.of(), Heard::occupancy).map(Heard::uses);
    }

    static NodeOccupancy occupancy(String body) {
        return Rows.read(body, NodeOccupancy.class);
    }

    static Map<NodeId, Use> uses(List<NodeOccupancy> occupancies) {
        return occupancies.stream()
                .collect(
                        Collectors.toMap(
                                NodeOccupancy::node,
                                o -> new Use(o.replicas(), o.usedMilliGpu(), o.idleSince(), true)));
    }

    /// Forgets what gone nodes held, now and then.
    private Uni<Void> forgetGone(Mutiny.Session session) {
        if (occupancies.incrementAndGet() % FORGET_EVERY != 0) {
            return Uni.createFrom().voidItem();
        }
        return Rows.execute(
                        session,
                        "delete from heard where kind = 'occupancy' and exists (select 1 from node n"
                                + " where cast(n.id as text) = heard.key and n.state in ('TERMINATED', 'FAILED'))",
                        Map.of())
                .replaceWithVoid();
    }
}
