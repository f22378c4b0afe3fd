package io.headroom.provisioning.change;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.offer.Answers;
import io.headroom.provisioning.pool.LeadTimes;
import io.headroom.provisioning.pool.Pools;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.purchase.Attempts;
import io.headroom.provisioning.purchase.Purchases;

/// What is learned while nodes change: how launch attempts ended, what providers had, how long it took; one statement for each
/// kind, however many nodes changed.
@Singleton
public final class ChangeNotes {

    /// What was noted for one transaction.
    public static final class Batch {
        private final List<Attempts.Outcome> outcomes = new ArrayList<>();
        private final List<Answers.Said> said = new ArrayList<>();
        private final Map<String, String> troubles = new LinkedHashMap<>();
        private final List<LeadTimes.Lived> lived = new ArrayList<>();
        private final Set<PurchaseId> lost = new LinkedHashSet<>();

        public void launched(LaunchAttempt attempt, String providerId) {
            outcomes.add(new Attempts.Outcome(attempt, "launched", providerId, true));
            said.add(new Answers.Said(attempt, null));
        }

        /// @param row what became of the node: a gang's may be asked for elsewhere
        public void refused(LaunchAttempt attempt, ProviderFailure failure, Optional<NodeRow> row) {
            boolean last = row.filter(r -> r.state() == NodeState.LAUNCHING).isEmpty();
            outcomes.add(new Attempts.Outcome(attempt, failure.kind(), failure.detail(), last));
            row.filter(_ -> last).ifPresent(r -> lost.add(r.purchase()));
            boolean denied = failure instanceof ProviderFailure.Denied;
            // A machine that may not be started says nothing of others.
            if (denied && attempt.startsAgain()) {
                return;
            }
            said.add(new Answers.Said(attempt, failure));
            if (denied) {
                troubles.put(attempt.pool(), failure.detail());
            }
        }

        public void ready(NodeRow row) {
            lived.add(new LeadTimes.Lived(row.node(), row.stages(), row.wasWoken()));
        }
    }

    private final Attempts attempts;
    private final Purchases purchases;
    private final Answers answers;
    private final Pools pools;
    private final LeadTimes leadTimes;
    private final InstantSource clock;

    @Inject
    ChangeNotes(
            Attempts attempts,
            Purchases purchases,
            Answers answers,
            Pools pools,
            LeadTimes leadTimes,
            InstantSource clock) {
        this.attempts = attempts;
        this.purchases = purchases;
        this.answers = answers;
        this.pools = pools;
        this.leadTimes = leadTimes;
        this.clock = clock;
    }

    Uni<Void> write(Mutiny.Session session, Batch batch) {
        Instant now = clock.instant();
        Uni<Void> all =
                attempts.settle(session, batch.outcomes, now)
                        .chain(() -> purchases.dissolved(session, batch.lost))
                        .chain(() -> answers.note(session, batch.said))
                        .chain(() -> leadTimes.learn(session, batch.lived));
        for (Map.Entry<String, String> trouble : batch.troubles.entrySet()) {
            all = all.chain(() -> pools.trouble(session, trouble.getKey(), trouble.getValue()));
        }
        return all;
    }
}
