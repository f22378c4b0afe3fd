package io.headroom.forecast.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.workload.RequestCounter;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadPreempted;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.forecast.part.Dimension;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.inbox.Inbox;

/// Hears which workloads want GPUs, which run and which are over. What waits counts as what runs, until it would be over by now had it not waited.
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
                    Map<UUID, DemandTable.Ran> ran = new LinkedHashMap<>();
                    List<DemandTable.Ended> ended = new ArrayList<>();
                    for (InboundEvent event : fresh) {
                        if (event.is(WorkloadSubmitted.class)) {
                            wanted.add(wanted(event.as(WorkloadSubmitted.class).workload()));
                        } else if (event.is(WorkloadStarted.class)) {
                            Workload started = event.as(WorkloadStarted.class).workload();
                            ran.put(started.id().value(), ran(started));
                        } else if (event.is(WorkloadPreempted.class)) {
                            Workload again = event.as(WorkloadPreempted.class).workload();
                            ran.put(again.id().value(), ran(again));
                        } else {
                            ended.add(ended(event));
                        }
                    }
                    return demand.add(session, wanted)
                            .chain(() -> demand.run(session, ran.values()))
                            .chain(() -> demand.end(session, ended));
                });
    }

    private static DemandTable.Ran ran(Workload workload) {
        return new DemandTable.Ran(workload.id().value(), workload.startedAt());
    }

    private static DemandTable.Ended ended(InboundEvent event) {
        Workload over = event.as(WorkloadFinished.class).workload();
        Instant started = over.startedAt();
        Instant ended = over.endedAt();
        return new DemandTable.Ended(
                over.id().value(),
                event.time(),
                started == null || ended == null
                        ? null
                        : Duration.between(started, ended).toMillis() / 1000.0);
    }

    private static DemandTable.Wanted wanted(Workload workload) {
        Duration expected = workload.spec().expectedDuration();
        RequestCounter requests = workload.spec().run().requests();
        return new DemandTable.Wanted(
                workload.id().value(),
                new SeriesKey(workload.spec().lane(), workload.shape().modelsLabel()).toString(),
                (long) workload.spec().replicas() * workload.shape().totalMilliGpu(),
                (long) workload.spec().replicas() * workload.spec().cpuMillis(),
                (long) workload.spec().replicas() * workload.spec().memoryMib(),
                Dimension.TENANT.of(workload),
                Dimension.CLASS.of(workload),
                Dimension.SHAPE.of(workload),
                workload.createdAt(),
                expected == null ? null : expected.toMillis() / 1000.0,
                workload.spec().environment(),
                workload.spec().name(),
                workload.shape().totalMilliGpu(),
                requests == null ? null : requests.perSecondPerGpu());
    }
}
