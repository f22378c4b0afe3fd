package io.headroom.provisioning.gang;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.purchase.Attempts;

/// What a gang's member is asked for next once its provider has refused it. Written down with the first attempt, before any call;
/// each has its turn when the one before is settled, under the lease that all of them share.
@Singleton
public final class StandIns {

    /// A member that is not to be had by then keeps the rest waiting for nothing.
    static final Duration WITHIN = Duration.ofSeconds(60);

    /// Real: three calls and their commits take that long at any speed of the clock.
    static final Duration WITHIN_REAL = Duration.ofSeconds(10);

    private final Attempts attempts;
    private final VirtualClock clock;

    @Inject
    StandIns(Attempts attempts, VirtualClock clock) {
        this.attempts = attempts;
        this.clock = clock;
    }

    /// The attempts that stand behind a first one.
    public static List<LaunchAttempt> of(LaunchAttempt first, List<Offer> offers) {
        List<LaunchAttempt> written = new ArrayList<>();
        for (Offer offer : offers) {
            int number = first.number() + written.size() + 1;
            written.add(
                    first.standIn(
                            number,
                            LaunchAttempt.callToken(first.node(), number),
                            offer.zone(),
                            offer.pricePerHour()));
        }
        return written;
    }

    /// The attempt whose turn it is after a refused one, as long as its purchase stands.
    public Uni<Optional<LaunchAttempt>> after(Mutiny.Session session, LaunchAttempt refused) {
        return attempts.next(session, refused);
    }

    /// The node as it is asked for next; empty where it is too late, or where nobody wants it any more.
    public Optional<NodeRow> tried(
            NodeRow row, LaunchAttempt refused, ProviderFailure failure, LaunchAttempt next) {
        Instant now = clock.instant();
        Instant granted = row.stages().granted();
        Instant before = next.launchBefore();
        boolean late =
                granted == null
                        || before == null
                        || !now.isBefore(before)
                        || now.isAfter(granted.plus(clock.atLeastReal(WITHIN, WITHIN_REAL)));
        if (late
                || row.state() != NodeState.LAUNCHING
                || row.endWanted() != null
                || row.attempt() != refused.number()) {
            return Optional.empty();
        }
        NodeReason why =
                new NodeReason.Progress(
                        "refused in %s (%s: %s); asked for in %s, its offer number %d"
                                .formatted(
                                        refused.zone(),
                                        failure.kind(),
                                        failure.detail(),
                                        next.zone(),
                                        next.number()));
        return Optional.of(row.with(elsewhere(row.node(), next), why).trying(next.number()));
    }

    private static Node elsewhere(Node node, LaunchAttempt next) {
        Node there = node.zone(next.zone());
        Money price = next.pricePerHour();
        return price == null ? there : there.priced(price, node.worstPerHour());
    }
}
