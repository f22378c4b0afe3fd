package io.headroom.cost.lease;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.LeaseNotice;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.cost.books.LeaseRow;
import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.platform.bus.KeyValues;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.service.ThisService;

/// Tells agents of their leases: the only writer of the key-value bucket `lease`.
@Singleton
final class LeaseNotices {

    private static final Logger LOG = Logger.getLogger(LeaseNotices.class);
    private static final String BUCKET = "lease";
    private static final String OVER = DashedEnums.nameOf(PaidNode.Standing.ENDED);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String SAID =
            """
            update lease l set noticed = r.version, revision = r.revision
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node uuid, version bigint, revision bigint)
            where l.node = r.node
            """;

    /// A bus that lost its storage has lost the notices as well; whoever begins to lead says them all again.
    private static final String FORGET =
            "update lease set noticed = 0 where standing <> 'ended' and noticed <> 0";

    /// How many are under way at a time.
    private static final int AT_ONCE = 256;

    /// Leases that this process granted as the leader, whose rows say already that their agents know. If it dies before they do,
    /// the next leader forgets what was said, and says it again. A first lease that even so nobody tells of is
    /// known to its node from its launch.
    private final Queue<Lease> fresh = new ConcurrentLinkedQueue<>();

    /// There are some of those.
    private final Semaphore news = new Semaphore(0);

    private final Thread thread =
            Thread.ofVirtual().name("first-notices").unstarted(this::tellAsTheyCome);

    private volatile boolean stopped;

    private record Told(UUID node, long version, long revision) {}

    private final Transactions transactions;
    private final KeyValues values;
    private final LeasePolicy policy;
    private final ThisService self;
    private final InstantSource clock;
    private final Leadership leadership;
    private long lastEpoch;

    @Inject
    LeaseNotices(
            Transactions transactions,
            KeyValues values,
            LeasePolicy policy,
            ThisService self,
            InstantSource clock,
            Leadership leadership) {
        this.transactions = transactions;
        this.values = values;
        this.policy = policy;
        this.self = self;
        this.clock = clock;
        this.leadership = leadership;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        thread.interrupt();
    }

    /// A few after each commit: in lumps, they would hold up the answers to those who asked.
    private void tellAsTheyCome() {
        while (!stopped) {
            try {
                news.acquire();
                news.drainPermits();
                tellFresh();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The loop's next turn tells them.
                LOG.debugf("first notices are told later: %s", e.getMessage());
            }
        }
    }

    /// Whether a new epoch begins with this, in which everything is said anew.
    boolean begin(Epoch epoch) {
        if (epoch.number() == lastEpoch) {
            return false;
        }
        // Before the rows forget: what is granted from now on is kept, what was granted before is
        // found there.
        forget();
        int _ =
                transactions
                        .asService(session -> Rows.execute(session, FORGET, Map.of()))
                        .await()
                        .atMost(PATIENCE);
        lastEpoch = epoch.number();
        return true;
    }

    /// Whether leases that are granted now can be told of with [#tellNext] once they are paid for.
    boolean isTeller() {
        return leadership.isLeader();
    }

    void tellNext(List<Lease> granted) {
        if (!granted.isEmpty()) {
            fresh.addAll(granted);
            news.release();
        }
    }

    private synchronized void forget() {
        fresh.clear();
    }

    /// Tells of leases that were granted here and are not told yet, before anybody tells what became of them.
    synchronized void tellFresh() {
        if (!leadership.isLeader()) {
            // The next one says everything.
            forget();
            return;
        }
        List<Lease> some = fresh.stream().limit(AT_ONCE).toList();
        while (!some.isEmpty()) {
            SequencedMap<String, String> said = new LinkedHashMap<>();
            some.forEach(l -> said.put(key(l.node().value()), Rows.json(notice(l))));
            values.create(BUCKET, said)
                    .forEach(key -> again(key, Objects.requireNonNull(said.get(key))));
            some.forEach(_ -> fresh.remove());
            some = fresh.stream().limit(AT_ONCE).toList();
        }
    }

    /// Writes what is not written yet, on the loop's thread.
    synchronized void tell(List<JsonNode> unsaid) {
        if (unsaid.isEmpty()) {
            return;
        }
        List<Told> told = new ArrayList<>();
        unsaid.forEach(row -> told.add(tell(row)));
        int _ =
                transactions
                        .asService(
                                session ->
                                        Rows.execute(
                                                session, SAID, Map.of("rows", Rows.json(told))))
                        .await()
                        .atMost(PATIENCE);
    }

    private Told tell(JsonNode row) {
        UUID node = UUID.fromString(row.get("node").asText());
        long version = row.get("version").asLong();
        String key = key(node);
        if (row.get("standing").asText().equals(OVER)) {
            values.delete(BUCKET, key);
            return new Told(node, version, 0);
        }
        Lease lease = Rows.read(row.get("lease"), Lease.class);
        long revision = put(key, Rows.json(notice(lease)), row.get("revision").asLong());
        return new Told(node, version, revision);
    }

    private String key(UUID node) {
        return self.cell() + "." + node;
    }

    private LeaseNotice notice(Lease lease) {
        return new LeaseNotice(
                lease.node(),
                lease.version(),
                clock.instant(),
                LeaseMath.powerOffBy(lease, policy),
                lease.until());
    }

    private long put(String key, String value, long revision) {
        if (revision == LeaseRow.SOME_REVISION) {
            return again(key, value);
        }
        return switch (values.put(BUCKET, key, value, revision)) {
            case KeyValues.Written.Stands(long now) -> now;
            case KeyValues.Written.Overtaken() -> again(key, value);
        };
    }

    /// The revision was of a leader before, or of a bus that lost its storage.
    private long again(String key, String value) {
        long found = values.get(BUCKET, key).map(KeyValues.Entry::revision).orElse(0L);
        return switch (values.put(BUCKET, key, value, found)) {
            case KeyValues.Written.Stands(long now) -> now;
            case KeyValues.Written.Overtaken() ->
                    throw new IllegalStateException("somebody else writes the lease notice " + key);
        };
    }
}
