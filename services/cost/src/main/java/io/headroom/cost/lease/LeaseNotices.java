package io.headroom.cost.lease;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.LeaseNotice;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.budget.LeaseMath;
import io.headroom.engine.budget.LeasePolicy;
import io.headroom.engine.budget.PaidNode;
import io.headroom.platform.bus.KeyValues;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.service.ThisService;

/// Tells agents of their leases: the only writer of the key-value bucket `lease`.
@Singleton
final class LeaseNotices {

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

    private record Told(UUID node, long version, long revision) {}

    private final Transactions transactions;
    private final KeyValues values;
    private final LeasePolicy policy;
    private final ThisService self;
    private final InstantSource clock;
    private long lastEpoch;

    @Inject
    LeaseNotices(
            Transactions transactions,
            KeyValues values,
            LeasePolicy policy,
            ThisService self,
            InstantSource clock) {
        this.transactions = transactions;
        this.values = values;
        this.policy = policy;
        this.self = self;
        this.clock = clock;
    }

    /// Whether a new epoch begins with this, in which everything is said anew.
    boolean begin(Epoch epoch) {
        if (epoch.number() == lastEpoch) {
            return false;
        }
        int _ =
                transactions
                        .asService(session -> Rows.execute(session, FORGET, Map.of()))
                        .await()
                        .atMost(PATIENCE);
        lastEpoch = epoch.number();
        return true;
    }

    /// Writes what is not written yet, on the loop's thread.
    void tell(List<JsonNode> unsaid) {
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
        String key = self.cell() + "." + node;
        if (row.get("standing").asText().equals(OVER)) {
            values.delete(BUCKET, key);
            return new Told(node, version, 0);
        }
        Lease lease = Rows.read(row.get("lease"), Lease.class);
        LeaseNotice notice =
                new LeaseNotice(
                        lease.node(),
                        version,
                        clock.instant(),
                        LeaseMath.powerOffBy(lease, policy),
                        lease.until());
        long revision = put(key, Rows.json(notice), row.get("revision").asLong());
        return new Told(node, version, revision);
    }

    private long put(String key, String value, long revision) {
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
