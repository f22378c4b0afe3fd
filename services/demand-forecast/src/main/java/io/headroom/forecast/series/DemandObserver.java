package io.headroom.forecast.series;

import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.inbox.Inbox;

/// Hears which workloads want GPUs and which no longer do. What waits counts as what runs.
@ApplicationScoped
public class DemandObserver {

    private final Inbox inbox;
    private final DemandTable demand;

    @Inject
    DemandObserver(Inbox inbox, DemandTable demand) {
        this.inbox = inbox;
        this.demand = demand;
    }

    @Incoming("workloads")
    Uni<Void> hear(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    List<DemandTable.Wanted> wanted = new ArrayList<>();
                    List<DemandTable.Ended> ended = new ArrayList<>();
                    for (InboundEvent event : fresh) {
                        if (event.is(WorkloadSubmitted.class)) {
                            wanted.add(wanted(event.as(WorkloadSubmitted.class).workload()));
                        } else {
                            Workload over = event.as(WorkloadFinished.class).workload();
                            ended.add(new DemandTable.Ended(over.id().value(), event.time()));
                        }
                    }
                    return demand.add(session, wanted).chain(() -> demand.end(session, ended));
                });
    }

    private static DemandTable.Wanted wanted(Workload workload) {
        return new DemandTable.Wanted(
                workload.id().value(),
                new SeriesKey(workload.spec().lane(), workload.shape().modelsLabel()).toString(),
                (long) workload.spec().replicas() * workload.shape().totalMilliGpu(),
                (long) workload.spec().replicas() * workload.spec().cpuMillis(),
                (long) workload.spec().replicas() * workload.spec().memoryMib());
    }
}
