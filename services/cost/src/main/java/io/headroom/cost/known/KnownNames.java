package io.headroom.cost.known;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.capacity.LaneChanged;
import io.headroom.contracts.envelope.EventType;
import io.headroom.contracts.pool.PoolChanged;
import io.headroom.contracts.tenant.TenantChanged;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.inbox.Inbox;
import io.headroom.platform.inbox.OnItsWay;

/// Which tenants, lanes and pools are declared, as placement and provisioning say: a budget for one that is not protects nothing.
@ApplicationScoped
public class KnownNames {

    private static final String TENANT = "tenant";
    private static final String LANE = "lane";
    private static final String POOL = "pool";

    /// Every cell has this lane from the start.
    private static final String DEFAULT_LANE = "default";

    /// One declared just before may still be on its way here. At half of it files that declare both at once warn of nothing now and
    /// then, at twice whoever misspelled something waits a second for the warning.
    private static final OnItsWay ON_ITS_WAY = new OnItsWay(10, Duration.ofMillis(50));

    private static final String PUT =
            """
            insert into known_name (kind, name, version, gone)
            select distinct on (kind, name) kind, name, version, gone
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(kind text, name text, version bigint, gone boolean)
            order by kind, name, version desc
            on conflict (kind, name) do update set version = excluded.version, gone = excluded.gone
            where known_name.version <= excluded.version
            """;

    private static final String KNOWN =
            """
            select kind || ' ' || name from known_name where not gone
            and kind || ' ' || name in (select jsonb_array_elements_text(cast(cast(:names as text) as jsonb)))
            """;

    private record Row(String kind, String name, long version, boolean gone) {}

    /// A name in a scope, and what it should be the name of.
    private record Named(String kind, String name) {

        String key() {
            return kind + " " + name;
        }

        String complaint() {
            return "scope.%s: there is no %s %s, so that nothing falls under it until there is one"
                    .formatted(kind, kind, name);
        }
    }

    private final Inbox inbox;
    private final Transactions transactions;

    @Inject
    KnownNames(Inbox inbox, Transactions transactions) {
        this.inbox = inbox;
        this.transactions = transactions;
    }

    @Incoming("declared")
    Uni<Void> onDeclared(List<InboundEvent> events) {
        return keep(
                events,
                event -> {
                    if (event.type().equals(EventType.of(TenantChanged.class))) {
                        TenantChanged tenant = event.as(TenantChanged.class);
                        return new Row(TENANT, tenant.name(), tenant.version(), false);
                    }
                    LaneChanged lane = event.as(LaneChanged.class);
                    return new Row(LANE, lane.name(), lane.version(), false);
                });
    }

    @Incoming("pools")
    Uni<Void> onPools(List<InboundEvent> events) {
        return keep(
                events,
                event -> {
                    PoolChanged pool = event.as(PoolChanged.class);
                    return new Row(POOL, pool.name(), pool.version(), pool.removed());
                });
    }

    private Uni<Void> keep(List<InboundEvent> events, Function<InboundEvent, Row> row) {
        return inbox.once(
                events,
                (session, fresh) ->
                        Rows.write(session, PUT, fresh.stream().map(row).toList())
                                .replaceWithVoid());
    }

    /// What a scope names that nobody declared: a sentence for each.
    public Uni<List<String>> warnings(BudgetScope scope) {
        List<Named> named = new ArrayList<>();
        add(named, TENANT, scope.tenant());
        add(named, POOL, scope.pool());
        if (!DEFAULT_LANE.equals(scope.lane())) {
            add(named, LANE, scope.lane());
        }
        return named.isEmpty()
                ? Uni.createFrom().item(List.of())
                : ON_ITS_WAY
                        .look(() -> known(named), known -> known.size() == named.size())
                        .map(
                                known ->
                                        named.stream()
                                                .filter(n -> !known.contains(n.key()))
                                                .map(Named::complaint)
                                                .toList());
    }

    private static void add(List<Named> named, String kind, @Nullable String name) {
        if (name != null) {
            named.add(new Named(kind, name));
        }
    }

    private Uni<List<String>> known(List<Named> named) {
        String names = Rows.json(named.stream().map(Named::key).toList());
        return transactions.asService(
                session -> Rows.texts(session, KNOWN, Map.of("names", names)));
    }
}
