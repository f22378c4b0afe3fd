package io.headroom.forecast.series;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.workload.RequestCounter;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadPreempted;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.forecast.measure.MeasureTable;
import io.headroom.forecast.measure.Origin;
import io.headroom.forecast.measure.Tally;
import io.headroom.forecast.part.Dimension;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.inbox.Inbox;

/// Hears which workloads want GPUs, which run and which are over. What waits counts as what runs, until it would be over by now had it not waited.
@ApplicationScoped
public class DemandObserver {

    private final Inbox inbox;
    private final DemandTable demand;
    private final MeasureTable measures;
    private final InstantSource clock;

    @Inject
    DemandObserver(Inbox inbox, DemandTable demand, MeasureTable measures, InstantSource clock) {
        this.inbox = inbox;
        this.demand = demand;
        this.measures = measures;
        this.clock = clock;
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
                    return measure(session, fresh)
                            .chain(() -> demand.add(session, wanted))
                            .chain(() -> demand.run(session, ran.values()))
                            .chain(() -> demand.end(session, ended));
                });
    }

    /// What arrived and what work was done, before the batch changes who runs.
    private Uni<Void> measure(Mutiny.Session session, List<InboundEvent> events) {
        List<UUID> ids = events.stream().map(e -> workload(e).id().value()).distinct().toList();
        return measures.known(session, ids)
                .map(known -> tally(new Tally(known, clock.instant()), events))
                .chain(tally -> measures.add(session, tally.flows()));
    }

    private static Tally tally(Tally tally, List<InboundEvent> events) {
        for (InboundEvent event : events) {
            Workload workload = workload(event);
            Tally.Run run = run(workload);
            Instant ended = workload.endedAt();
            if (event.is(WorkloadSubmitted.class)) {
                tally.submitted(run, workload.createdAt());
            } else if (event.is(WorkloadFinished.class)) {
                tally.ended(run, workload.createdAt(), ended == null ? event.time() : ended);
            } else {
                tally.runs(run.workload(), run.since(), event.time());
            }
        }
        return tally;
    }

    private static Tally.Run run(Workload workload) {
        return new Tally.Run(
                workload.id().value(),
                new Origin(
                        series(workload),
                        Dimension.TENANT.of(workload),
                        Dimension.CLASS.of(workload),
                        Dimension.SHAPE.of(workload)),
                milliGpu(workload),
                workload.startedAt());
    }

    private static Workload workload(InboundEvent event) {
        if (event.is(WorkloadSubmitted.class)) {
            return event.as(WorkloadSubmitted.class).workload();
        }
        if (event.is(WorkloadStarted.class)) {
            return event.as(WorkloadStarted.class).workload();
        }
        return event.is(WorkloadPreempted.class)
                ? event.as(WorkloadPreempted.class).workload()
                : event.as(WorkloadFinished.class).workload();
    }

    private static String series(Workload workload) {
        return new SeriesKey(workload.spec().lane(), workload.shape().modelsLabel()).toString();
    }

    private static long milliGpu(Workload workload) {
        return (long) workload.spec().replicas() * workload.shape().totalMilliGpu();
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
                series(workload),
                milliGpu(workload),
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
