package io.headroom.agent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// What all agents of one process share: one timer and virtual threads.
public final class AgentCommons implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("agent-", 0).factory());

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

    /// Stops at once what is still at work: stop the agents before.
    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        try {
            // Bounded: a worker that does not end must not keep its process from ending.
            boolean _ = workers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
