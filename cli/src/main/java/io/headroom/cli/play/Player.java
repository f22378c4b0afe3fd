package io.headroom.cli.play;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.ApiProblem;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.replay.fleet.given.Job;

/// Submits each workload when its time comes, by REST. Sends again what got no answer, under the same key: submitted twice, there once.
public final class Player implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final ApiClient api;
    private final VirtualClock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> idsByName = new ConcurrentHashMap<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean stopped;

    public Player(ApiClient api, VirtualClock clock) {
        this.api = api;
        this.clock = clock;
    }

    public void play(List<Job> jobs) {
        for (Job job : jobs) {
            var _ = threads.submit(() -> submit(job));
        }
    }

    private void submit(Job job) {
        try {
            waitUntil(job.at(), clock);
            JsonNode body = HeadroomJson.mapper().valueToTree(job.spec());
            boolean counted = false;
            while (!stopped) {
                if (!counted) {
                    sent.incrementAndGet();
                    counted = true;
                }
                if (answered(job, body)) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answered(Job job, JsonNode body) {
        try {
            JsonNode answer = api.post("/workloads", body, "demo-" + job.id());
            idsByName.put(job.spec().name(), answer.path("id").asText());
            return true;
        } catch (ApiProblem problem) {
            if (problem.status() >= 400 && problem.status() < 500) {
                refusals.add(job.spec().name() + ": " + problem.getMessage());
                return true;
            }
            return false;
        } catch (RuntimeException _) {
            // Nobody answered: the service is being restarted, and will.
            return false;
        }
    }

    public static void waitUntil(Instant virtual, VirtualClock clock) throws InterruptedException {
        InstantSource real = clock.realTime();
        Duration left = Duration.between(real.instant(), clock.realAt(virtual));
        if (left.isPositive()) {
            TimeUnit.MILLISECONDS.sleep(left.toMillis());
        }
    }

    public int sent() {
        return sent.get();
    }

    /// Ids that were answered, by name.
    Map<String, String> accepted() {
        return Map.copyOf(idsByName);
    }

    List<String> refused() {
        return List.copyOf(refusals);
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
        threads.close();
    }
}
