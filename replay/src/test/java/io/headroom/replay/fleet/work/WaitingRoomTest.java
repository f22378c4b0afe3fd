package io.headroom.replay.fleet.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.scaling.learned.Durations;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.fleet.given.Strategy;

import static org.assertj.core.api.Assertions.assertThat;

/// Each replica that waits stands in the queue once.
class WaitingRoomTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final long ROOM = 8_000;

    private final WaitingRoom waiting = new WaitingRoom(new Durations<>(), Strategy.headroom());
    private final Progress pair = pair();

    @Test
    void what_comes_waits_in_a_line_with_its_like() {
        waiting.add(pair);
        waiting.add(pair());

        assertThat(waiting.queue(ROOM, NOON))
                .singleElement()
                .satisfies(line -> assertThat(line.replicas()).hasSize(4));
    }

    @Test
    void what_was_moved_waits_under_its_own_name() {
        waiting.addMoved(pair);

        assertThat(waiting.queue(ROOM, NOON))
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo(pair.job.id()));
    }

    @Test
    void one_that_loses_its_place_while_the_others_of_a_moved_job_wait_stands_with_them_alone() {
        waiting.addMoved(pair);
        pair.bound++;
        waiting.isBound(pair);
        pair.bound--;

        waiting.addAgain(pair, 0);

        assertThat(waiting.size()).isEqualTo(2);
        List<Waiting> queue = waiting.queue(ROOM, NOON);
        assertThat(queue).extracting(Waiting::id).containsExactly(pair.job.id());
        assertThat(queue.getFirst().replicas()).containsExactly(0, 1);
    }

    private static Progress pair() {
        var spec =
                new WorkloadSpec(
                        "pair",
                        "default",
                        null,
                        WorkloadClass.BATCH_INFERENCE,
                        2,
                        false,
                        new GpuRequest(1, null, null, null),
                        0,
                        0,
                        null,
                        0,
                        Duration.ofMinutes(10),
                        null,
                        null,
                        new RunSpec(null, List.of("sleep", "600"), null, null, null, null));
        var job = new Job(new WorkloadId(UUID.randomUUID()), NOON, spec, Duration.ofMinutes(10));
        return new Progress(job, new Like(Kind.of(spec, job.shape()), job.series(), 0));
    }
}
