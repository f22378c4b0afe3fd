package io.headroom.placement.binding;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.engine.scaling.learned.Durations;
import io.headroom.placement.picture.FleetSnapshot;

/// How long what ran of late held its place, seen from one turn of the loop to the next, also of one that stands by. For the loop's thread.
@Singleton
class RunningTimes {

    private record Like(String lane, Shape shape) {
        static Like of(Workload workload) {
            return new Like(workload.spec().lane(), workload.shape());
        }

        Turnover turnover(int replicas, Duration runs) {
            return new Turnover(lane, shape, replicas, runs);
        }
    }

    private final Durations<Like> durations = new Durations<>();
    private Map<WorkloadId, Workload> running = new LinkedHashMap<>();

    /// How fast places come free by themselves, of each lane and shape that is known for it.
    List<Turnover> see(FleetSnapshot snapshot, Instant now) {
        Map<WorkloadId, Workload> before = running;
        running = new LinkedHashMap<>();
        for (Workload workload : snapshot.workloads().values()) {
            if (workload.state() == WorkloadState.RUNNING) {
                running.put(workload.id(), workload);
                if (before.remove(workload.id()) == null) {
                    each(workload, like -> durations.started(like, now));
                }
            }
        }
        for (Workload gone : before.values()) {
            // One that is still there has lost its place: that is no end.
            if (snapshot.workloads().containsKey(gone.id())) {
                each(gone, like -> durations.stopped(like, now));
            } else {
                each(gone, like -> durations.ended(like, now));
            }
        }
        return durations.turnovers(now, Like::turnover);
    }

    private static void each(Workload workload, Consumer<Like> replica) {
        Like like = Like.of(workload);
        for (int i = 0; i < workload.spec().replicas(); i++) {
            replica.accept(like);
        }
    }
}
