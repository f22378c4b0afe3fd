package io.headroom.placement.report;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadStarted;

/// How long work waited from its submission until all of it ran, by lane and class (`headroom_queue_wait_seconds`): what replays call queue
/// wait. Places that were lost before it ran count into it; what ran and loses its place does not wait a second time.
@Singleton
final class WaitMeter {

    /// What targets of waits are made of: seconds for what answers people, minutes to hours for what does not.
    private static final Duration[] BOUNDS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Duration.ofHours(4),
    };

    private final MeterRegistry meters;

    @Inject
    WaitMeter(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(List<Event> events) {
        for (Event event : events) {
            if (event instanceof WorkloadStarted(Workload workload)
                    && workload.startedAt() != null
                    && workload.startedAt().equals(workload.firstStartedAt())) {
                Timer.builder("headroom.queue.wait")
                        .tag("lane", workload.spec().lane())
                        .tag("class", DashedEnums.nameOf(workload.spec().workloadClass()))
                        .serviceLevelObjectives(BOUNDS)
                        .register(meters)
                        .record(Duration.between(workload.createdAt(), workload.startedAt()));
            }
        }
    }
}
