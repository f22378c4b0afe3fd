package io.headroom.cli.bench.system;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.api.ApiClient;

/// Submits workloads over REST: at a steady rate, as a burst, or as fast as so many clients get their answers.
final class Submitter {
    /// A burst comes over so many connections, as from a handful of schedulers.
    private static final int CONNECTIONS = 64;

    /// One workload that was accepted.
    ///
    /// @param at when the answer was here, in real time
    /// @param millis from when it was due to the answer
    record Accepted(String id, Instant at, double millis) {}

    /// What became of a submission.
    ///
    /// @param accepted in the order of their answers
    /// @param refused why the others were not, for people
    record Outcome(int sent, List<Accepted> accepted, List<String> refused, Duration took) {
        double acceptedPerSecond() {
            return accepted.size() / Math.max(1e-3, took.toMillis() / 1000.0);
        }

        List<Double> millis() {
            return accepted.stream().map(Accepted::millis).toList();
        }
    }

    private final ApiClient api;
    private final String lane;
    private final InstantSource real = Clock.systemUTC();
    private final AtomicInteger numbers = new AtomicInteger();

    Submitter(ApiClient api, String lane) {
        this.api = api;
        this.lane = lane;
    }

    /// So many one-GPU workloads, each at its own time whether the one before was answered or not.
    Outcome atRate(int perSecond, int count) {
        Noted noted = new Noted();
        Instant start = real.instant();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                Instant due = start.plusNanos(1_000_000_000L / perSecond * i);
                var _ =
                        threads.submit(
                                () -> {
                                    waitUntil(due);
                                    noted.submit(1, due);
                                    return true;
                                });
            }
        }
        return noted.outcome(count, start);
    }

    /// All of them as soon as connections are free, by the GPUs that each wants.
    Outcome burst(List<Integer> gpus) {
        Noted noted = new Noted();
        Semaphore connections = new Semaphore(CONNECTIONS);
        Instant start = real.instant();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int wanted : gpus) {
                connections.acquireUninterruptibly();
                var _ =
                        threads.submit(
                                () -> {
                                    try {
                                        noted.submit(wanted, real.instant());
                                    } finally {
                                        connections.release();
                                    }
                                });
            }
        }
        return noted.outcome(gpus.size(), start);
    }

    /// So many clients, each of which submits the next as soon as the one before is answered.
    Outcome closedLoop(int clients, Duration time) {
        Noted noted = new Noted();
        AtomicInteger sent = new AtomicInteger();
        Instant start = real.instant();
        Instant end = start.plus(time);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                var _ =
                        threads.submit(
                                () -> {
                                    while (real.instant().isBefore(end)) {
                                        sent.incrementAndGet();
                                        noted.submit(1, real.instant());
                                    }
                                });
            }
        }
        return noted.outcome(sent.get(), start);
    }

    private void waitUntil(Instant at) throws InterruptedException {
        long nanos = Duration.between(real.instant(), at).toNanos();
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }

    private ObjectNode workload(int gpus) {
        ObjectNode workload = Running.object();
        workload.put("name", "bench-" + numbers.incrementAndGet());
        workload.put("tenant", "default").put("lane", lane).put("class", "batch-inference");
        workload.putObject("gpu").put("count", gpus);
        workload.putObject("run").putArray("command").add("sleep").add("3600");
        return workload;
    }

    /// What was answered, by many threads at once.
    private final class Noted {
        private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
        private final Queue<String> refused = new ConcurrentLinkedQueue<>();

        void submit(int gpus, Instant due) {
            try {
                JsonNode answer = api.post("/workloads", workload(gpus));
                Instant at = real.instant();
                accepted.add(
                        new Accepted(
                                answer.path("id").asText(),
                                at,
                                Duration.between(due, at).toNanos() / 1e6));
            } catch (RuntimeException e) {
                refused.add(String.valueOf(e.getMessage()));
            }
        }

        Outcome outcome(int sent, Instant start) {
            List<Accepted> inOrder = new ArrayList<>(accepted);
            inOrder.sort(Comparator.comparing(Accepted::at));
            return new Outcome(
                    sent,
                    List.copyOf(inOrder),
                    List.copyOf(refused),
                    Duration.between(start, real.instant()));
        }
    }
}
