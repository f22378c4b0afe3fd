package io.headroom.provisioning.declaration;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.capacity.LaneChanged;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.inbox.Inbox;
import io.headroom.platform.rest.Problem;

/// Which lanes there are, as placement says: a pool of a lane that nobody declared would never be bought from.
@ApplicationScoped
public class Lanes {

    private static final String DEFAULT = "default";

    /// A lane declared just before its pool may still be on its way here.
    private static final int LOOKS = 20;

    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final Inbox inbox;
    private final Transactions transactions;

    @Inject
    public Lanes(Inbox inbox, Transactions transactions) {
        this.inbox = inbox;
        this.transactions = transactions;
    }

    @Incoming("lanes")
    public Uni<Void> on(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (InboundEvent event : fresh) {
                        LaneChanged lane = event.as(LaneChanged.class);
                        all = all.chain(() -> put(session, lane));
                    }
                    return all;
                });
    }

    private static Uni<Void> put(Mutiny.Session session, LaneChanged lane) {
        return Rows.execute(
                        session,
                        "insert into lane_view (name, version) values (:name, :version)"
                                + " on conflict (name) do update set version = excluded.version",
                        Map.of("name", lane.name(), "version", lane.version()))
                .replaceWithVoid();
    }

    /// Throws a problem for a lane that there is not. Waits: call it on a virtual thread.
    void require(String lane) {
        for (int looks = 0; looks < LOOKS; looks++) {
            if (lane.equals(DEFAULT) || exists(lane)) {
                return;
            }
            try {
                Thread.sleep(BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw Problem.invalid("lane", "there is no lane " + lane);
    }

    private boolean exists(String lane) {
        return transactions
                .asService(
                        session ->
                                Rows.text(
                                        session,
                                        "select name from lane_view where name = :name",
                                        Map.of("name", lane)))
                .await()
                .indefinitely()
                .isPresent();
    }
}
