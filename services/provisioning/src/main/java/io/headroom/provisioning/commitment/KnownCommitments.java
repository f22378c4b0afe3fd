package io.headroom.provisioning.commitment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.price.CommitmentChanged;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.engine.price.Commitment;
import io.headroom.engine.price.Coverage;
import io.headroom.engine.price.Covers;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.inbox.Inbox;
import io.headroom.platform.time.VirtualTimer;
import io.headroom.provisioning.node.NodeRow;

/// Keeps what the cost service says of commitments.
@ApplicationScoped
public class KnownCommitments {

    private static final String KEEP =
            """
            insert into commitment as c (name, version, spec)
            select distinct on (name) name, version, spec
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(name text, version bigint, spec text)
            order by name, version desc
            on conflict (name) do update set version = excluded.version, spec = excluded.spec
            where c.version < excluded.version
            """;

    private static final String ALL =
            "select name, version, spec from commitment where spec is not null order by name";

    /// Another process may have heard of one. Half looks twice as often for what changes a few times a year.
    private static final Duration EVERY = Duration.ofSeconds(20);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(2);

    private record Row(String name, long version, @Nullable String spec) {

        static Row of(CommitmentChanged said) {
            CommitmentSpec spec = said.spec();
            return new Row(said.name(), said.version(), spec == null ? null : Rows.json(spec));
        }
    }

    private final Inbox inbox;
    private final Transactions transactions;
    private volatile List<Commitment> all = List.of();
    private volatile Covers left = Covers.NONE;

    @Inject
    KnownCommitments(Inbox inbox, Transactions transactions) {
        this.inbox = inbox;
        this.transactions = transactions;
    }

    void start(@Observes StartupEvent event, VirtualTimer timer) {
        timer.every(EVERY, AT_MOST_EVERY, this::refresh);
    }

    @Incoming("commitments")
    Uni<Void> onCommitment(List<InboundEvent> events) {
        return inbox.once(events, this::keep);
    }

    private Uni<Void> keep(Mutiny.Session session, List<InboundEvent> events) {
        List<Row> rows = events.stream().map(e -> Row.of(e.as(CommitmentChanged.class))).toList();
        return Rows.execute(session, KEEP, Map.of("rows", Rows.json(rows))).replaceWithVoid();
    }

    private void refresh() {
        all =
                transactions
                        .asService(session -> Rows.list(session, ALL, Map.of(), Row.class))
                        .await()
                        .indefinitely()
                        .stream()
                        .map(r -> new Commitment(r.name(), spec(r)))
                        .toList();
    }

    private static CommitmentSpec spec(Row row) {
        return Rows.read(String.valueOf(row.spec()), CommitmentSpec.class);
    }

    List<Commitment> all() {
        return all;
    }

    /// What of them is left, now that these nodes are there or asked for.
    public Covers left(List<NodeRow> live, Instant now) {
        List<Commitment> known = all;
        left =
                known.isEmpty()
                        ? Covers.NONE
                        : new Covers(
                                Coverage.left(
                                        known,
                                        live.stream()
                                                .flatMap(row -> Covered.machine(row).stream())
                                                .toList(),
                                        now));
        return left;
    }

    /// What was left when the leader last looked; nothing in other processes.
    public Covers left() {
        return left;
    }
}
