package io.headroom.cost.ledger;

import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadPreempted;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.inbox.Inbox;

/// Hears what became of workloads: what was charged for a run that has to be made again is `retried`, for one that failed
/// `failed`.
@ApplicationScoped
public class WorkloadEnds {

    private final Inbox inbox;
    private final Corrections corrections;

    @Inject
    WorkloadEnds(Inbox inbox, Corrections corrections) {
        this.inbox = inbox;
        this.corrections = corrections;
    }

    @Incoming("workload-ends")
    Uni<Void> on(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (InboundEvent event : fresh) {
                        all = all.chain(() -> tellApart(session, event));
                    }
                    return all;
                });
    }

    private Uni<Void> tellApart(Mutiny.Session session, InboundEvent event) {
        if (event.is(WorkloadPreempted.class)) {
            Workload workload = event.as(WorkloadPreempted.class).workload();
            return corrections.ofWorkload(session, workload.id(), "retried");
        }
        Workload workload = event.as(WorkloadFinished.class).workload();
        return workload.state() == WorkloadState.FAILED
                ? corrections.ofWorkload(session, workload.id(), "failed")
                : Uni.createFrom().voidItem();
    }
}
