package io.headroom.agent;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/// What all agents of one process share: one timer, virtual threads, one HTTP client.
public final class AgentCommons implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("agent-", 0).factory());
    private @Nullable HttpClient http;

    public AgentCommons() {
        timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("agent-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /// For what is over at once; what waits goes to [#workers()].
    public ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    public ExecutorService workers() {
        return workers;
    }

    /// Made at its first use: an agent that has joined before needs none.
    public synchronized HttpClient http() {
        HttpClient made = http;
        if (made == null) {
            made =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(CONNECT_WITHIN)
                            .executor(workers)
                            .build();
            http = made;
        }
        return made;
    }

    /// Stops at once what is still at work: stop the agents before.
    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        synchronized (this) {
            if (http != null) {
                http.shutdownNow();
            }
        }
        try {
            // Bounded: a worker that does not end must not keep its process from ending.
            boolean _ = workers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
