package io.headroom.agent.requests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.workload.RequestCounter;
import io.headroom.contracts.workload.WorkloadId;

/// Counts how many requests the node's replicas serve, by the difference between two looks at their counters.
public final class RequestMeter {

    /// Real, for all replicas of the node together: they are asked at the same time, and the telemetry waits for them.
    private static final Duration ALL_WITHIN = Duration.ofSeconds(4);

    private static final System.Logger LOG = System.getLogger("io.headroom.agent.requests");

    private final ExecutorService workers;
    private final Map<Start, Count> before = new HashMap<>();
    private final Map<Start, Uncounted> told = new HashMap<>();

    /// One start of one replica.
    private record Start(WorkloadId workload, int replica, int attempt) {

        static Start of(ReplicaAssignment assignment) {
            return new Start(assignment.workload(), assignment.replica(), assignment.attempt());
        }
    }

    /// A replica that runs, and says how its requests are counted.
    public record Served(
            ReplicaAssignment assignment, RequestCounter counter, RequestSource source) {

        /// Nothing where there is no such replica, or where it does not say.
        public static Stream<Served> of(
                ReplicaAssignment assignment, @Nullable RequestSource source) {
            RequestCounter counter = assignment.run().requests();
            return source == null || counter == null
                    ? Stream.empty()
                    : Stream.of(new Served(assignment, counter, source));
        }

        int port() {
            return counter.portOf(assignment.replica());
        }
    }

    /// What was found at one look.
    private sealed interface Look {
        record At(Count count) implements Look {}

        record Nothing(Uncounted why) implements Look {}
    }

    /// @param workers a thread for each task, ended by an interrupt
    public RequestMeter(ExecutorService workers) {
        this.workers = workers;
    }

    /// Looks at each counter. What is looked at for the first time has no rate yet, and is left out.
    public synchronized List<Telemetry.Requests> measure(List<Served> replicas) {
        Map<Start, Look> looks = look(replicas);
        before.keySet().retainAll(looks.keySet());
        told.keySet().retainAll(looks.keySet());
        List<Telemetry.Requests> said = new ArrayList<>();
        looks.forEach(
                (start, look) -> {
                    Telemetry.@Nullable Requests requests =
                            switch (look) {
                                case Look.At(Count count) -> since(start, count);
                                case Look.Nothing(Uncounted why) -> uncounted(start, why);
                            };
                    if (requests != null) {
                        said.add(requests);
                    }
                });
        return said;
    }

    private Map<Start, Look> look(List<Served> replicas) {
        Map<Start, Look> looks = new LinkedHashMap<>();
        Map<Start, Future<Count>> asked = new LinkedHashMap<>();
        Set<Integer> ports = new LinkedHashSet<>();
        for (Served replica : replicas) {
            Start start = Start.of(replica.assignment());
            if (ports.add(replica.port())) {
                asked.put(
                        start,
                        workers.submit(
                                () ->
                                        replica.source()
                                                .requests(replica.counter(), replica.port())));
            } else {
                looks.put(start, new Look.Nothing(Uncounted.SHARED_PORT));
            }
        }
        long until = System.nanoTime() + ALL_WITHIN.toNanos();
        asked.forEach((start, answer) -> looks.put(start, await(answer, until)));
        return looks;
    }

    private static Look await(Future<Count> answer, long until) {
        try {
            long left = Math.max(0, until - System.nanoTime());
            return new Look.At(answer.get(left, TimeUnit.NANOSECONDS));
        } catch (ExecutionException failed) {
            return new Look.Nothing(
                    failed.getCause() instanceof NotCounted known
                            ? known.why()
                            : Uncounted.NO_ANSWER);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Look.Nothing(Uncounted.NO_ANSWER);
        } catch (java.util.concurrent.TimeoutException | CancellationException _) {
            return new Look.Nothing(Uncounted.NO_ANSWER);
        } finally {
            answer.cancel(true);
        }
    }

    /// A counter that fell began anew, or lost one of its samples: how many came in between nobody knows.
    private Telemetry.@Nullable Requests since(Start start, Count now) {
        Count then = before.put(start, now);
        double seconds = then == null ? 0 : now.atSeconds() - then.atSeconds();
        if (then == null || seconds <= 0) {
            return null;
        }
        double more = now.total() - then.total();
        if (more < 0) {
            return uncounted(start, Uncounted.RESTARTED);
        }
        if (more / seconds > Telemetry.Requests.MOST) {
            return uncounted(start, Uncounted.UNREADABLE);
        }
        told.remove(start);
        return new Telemetry.Requests(
                start.workload(), start.replica(), start.attempt(), more / seconds, null);
    }

    private Telemetry.Requests uncounted(Start start, Uncounted why) {
        // Said once for each time that it begins: it is asked every half minute.
        if (told.put(start, why) != why) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "requests of replica {0} of workload {1} are not counted: {2}",
                    start.replica(),
                    start.workload(),
                    why);
        }
        return new Telemetry.Requests(
                start.workload(), start.replica(), start.attempt(), null, why);
    }
}
