package io.headroom.provisioning.launch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;
import io.headroom.provisioning.change.ChangeQueue;
import io.headroom.provisioning.gang.Dissolutions;
import io.headroom.provisioning.gang.StandIns;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeSettings;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.node.Paid;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.Launched;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.provider.lane.Providers;
import io.headroom.provisioning.purchase.Attempts;

/// Carries out attempts to launch or to wake whose money is granted: each until its outcome is known, always with the same token.
@Singleton
public final class Launches {

    private static final Logger LOG = Logger.getLogger(Launches.class);

    /// Calls start only with more left of the leader's lease: they take 4 s at most.
    private static final Duration LEASE_LEFT = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int DOUBLINGS = 5;

    private final Attempts attempts;
    private final Nodes nodes;
    private final ChangeQueue queue;
    private final Providers providers;
    private final LiveNodes live;
    private final Transactions transactions;
    private final Leadership leadership;
    private final Search search;
    private final InstantSource clock;
    private final NodeSettings settings;
    private final MeterRegistry meters;
    private final StandIns standIns;
    private final Dissolutions dissolutions;
    private final Set<NodeId> underWay = ConcurrentHashMap.newKeySet();
    private @Nullable WakeableLoop loop;

    @Inject
    Launches(
            Attempts attempts,
            Nodes nodes,
            ChangeQueue queue,
            Providers providers,
            LiveNodes live,
            Transactions transactions,
            Leadership leadership,
            Search search,
            InstantSource clock,
            NodeSettings settings,
            MeterRegistry meters,
            StandIns standIns,
            Dissolutions dissolutions) {
        this.attempts = attempts;
        this.nodes = nodes;
        this.queue = queue;
        this.providers = providers;
        this.live = live;
        this.transactions = transactions;
        this.leadership = leadership;
        this.search = search;
        this.clock = clock;
        this.settings = settings;
        this.meters = meters;
        this.standIns = standIns;
        this.dissolutions = dissolutions;
    }

    /// Woken by the commit that grants the money; a second later at the latest it looks by itself, which is also how a new
    /// leader takes up what the old one left.
    void start(@Observes StartupEvent event, Loops loops) {
        loop = loops.onLeader("launches", Duration.ofSeconds(1), this::turn);
        nodes.follow(
                row -> {
                    if (row.state() == NodeState.LAUNCHING) {
                        wake();
                    }
                });
    }

    private void turn(Epoch epoch) {
        // Read before the rows: an attempt settled in between must not be started anew.
        Set<NodeId> before = Set.copyOf(underWay);
        dissolutions.tell(() -> live.all(epoch));
        if (live.in(NodeState.LAUNCHING, epoch).stream().allMatch(r -> before.contains(r.id()))) {
            return;
        }
        List<LaunchAttempt> open = transactions.asService(attempts::open).await().indefinitely();
        for (LaunchAttempt attempt : open) {
            if (!before.contains(attempt.node()) && underWay.add(attempt.node())) {
                Thread.ofVirtual()
                        .name("launch-" + attempt.node())
                        .start(() -> untilSettled(attempt));
            }
        }
    }

    private void untilSettled(LaunchAttempt attempt) {
        try {
            long giveUp = System.nanoTime() + settings.launchWithinReal().toNanos();
            Instant first = clock.instant();
            for (int tries = 0; leadership.isLeader(); tries++) {
                boolean paid = isPaid(attempt);
                boolean mayCall = paid && leadership.remaining().compareTo(LEASE_LEFT) > 0;
                if (mayCall && settled(attempt, first)) {
                    return;
                }
                if ((!paid || System.nanoTime() > giveUp) && soughtInVain(attempt)) {
                    return;
                }
                Thread.sleep(FIRST_PAUSE.multipliedBy(1L << Math.min(tries, DOUBLINGS)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s failed", attempt);
        }
        underWay.remove(attempt.node());
    }

    /// What a call buys after its lease nobody paid for, and its machine would end itself at once.
    private boolean isPaid(LaunchAttempt attempt) {
        Instant before = attempt.launchBefore();
        return before == null || clock.instant().isBefore(before);
    }

    /// One call; whether its answer settles the attempt.
    private boolean settled(LaunchAttempt attempt, Instant firstCall) {
        try {
            succeeded(attempt, providers.launch(attempt).calledAt(firstCall));
            return true;
        } catch (ProviderException e) {
            count(attempt, e.failure().kind());
            if (e.failure().settles()) {
                refused(attempt, e.failure());
                return true;
            }
            LOG.infof("%s: %s; the same again", attempt, e.getMessage());
            return false;
        }
    }

    /// Whether it was settled by a look at what carries its tag.
    private boolean soughtInVain(LaunchAttempt attempt) throws InterruptedException {
        return switch (search.byTag(attempt)) {
            case Search.Found.There there -> {
                succeeded(attempt, there.launched());
                yield true;
            }
            case Search.Found.Nowhere _ -> {
                refused(
                        attempt,
                        new ProviderFailure.Unknown(
                                "no call was answered, no machine has its tag"));
                yield true;
            }
            case Search.Found.NotKnown _ -> false;
        };
    }

    private void succeeded(LaunchAttempt attempt, Launched launched) {
        count(attempt, "launched");
        queue.add(
                attempt.node(),
                row -> Paid.started(row, launched, clock.instant()),
                (notes, _) -> notes.launched(attempt, launched.providerId()),
                () -> underWay.remove(attempt.node()));
    }

    /// A gang's member is asked for elsewhere while that is worth it; else it has failed, and what was bought with it is on its own.
    private void refused(LaunchAttempt attempt, ProviderFailure failure) {
        LOG.infof("%s was refused: %s %s", attempt, failure.kind(), failure.detail());
        Optional<LaunchAttempt> next =
                transactions
                        .asService(session -> standIns.after(session, attempt))
                        .await()
                        .indefinitely();
        queue.add(
                attempt.node(),
                row ->
                        next.flatMap(n -> standIns.tried(row, attempt, failure, n))
                                .or(() -> Paid.refused(row, failure, clock.instant())),
                (notes, row) -> {
                    notes.refused(attempt, failure, row);
                    row.ifPresent(dissolutions::note);
                },
                () -> {
                    underWay.remove(attempt.node());
                    wake();
                });
    }

    private void wake() {
        WakeableLoop now = loop;
        if (now != null) {
            now.wake();
        }
    }

    private void count(LaunchAttempt attempt, String outcome) {
        meters.counter(
                        "headroom.launches",
                        "provider",
                        attempt.provider().name(),
                        "pool",
                        attempt.pool(),
                        "outcome",
                        outcome)
                .increment();
    }
}
