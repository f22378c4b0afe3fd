package io.headroom.placement.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.platform.database.DatabaseAway;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Idempotency;
import io.headroom.platform.rest.IdempotencyKey;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;

/// The door for workloads: all that came while the last transaction ran are taken in by the next one. A commit costs the same
/// for one as for hundreds, so that the door grows wider the more stand before it, and nobody waits longer than two commits.
@Singleton
public final class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    /// Twice gains little more a commit; half of it is not enough for 1,000 a second where a commit takes 100 ms.
    private static final int BATCH = 256;

    /// Some seconds' worth at the most that is taken in: who comes later is told to come again.
    private static final int MOST_WAITING = 4096;

    /// Longer than any batch takes; after that the database counts as away.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final IntakeBatch batch;
    private final BlockingQueue<Submission> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread = Thread.ofPlatform().daemon().name("intake").unstarted(this::run);
    private volatile boolean stopped;

    @Inject
    Intake(Transactions transactions, IntakeBatch batch) {
        this.transactions = transactions;
        this.batch = batch;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        thread.interrupt();
    }

    /// Stores the workload and says so, or refuses it and changes nothing.
    public Uni<Reply> submit(WorkloadSpec spec, Caller caller, Optional<IdempotencyKey> key) {
        Submission submission = Submission.of(spec, caller, key);
        if (!waiting.offer(submission)) {
            throw Problem.unavailable("more workloads come in than can be stored: try again");
        }
        Context asked = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(submission.answer())
                .emitOn(task -> answerOn(asked, task));
    }

    private static void answerOn(@Nullable Context asked, Runnable task) {
        if (asked == null) {
            task.run();
        } else {
            asked.runOnContext(_ -> task.run());
        }
    }

    private void run() {
        List<Submission> heldOver = new ArrayList<>();
        while (!stopped) {
            try {
                List<Submission> all = new ArrayList<>(heldOver);
                if (all.isEmpty()) {
                    all.add(waiting.take());
                }
                waiting.drainTo(all, BATCH - all.size());
                heldOver.clear();
                List<Submission> now = firstOfEachKey(all, heldOver);
                heldOver.addAll(store(now));
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// Two of one key in one batch would both find it free: the second waits for the first's answer.
    private static List<Submission> firstOfEachKey(List<Submission> all, List<Submission> later) {
        Set<Idempotency.Slot> slots = new HashSet<>();
        List<Submission> first = new ArrayList<>();
        for (Submission submission : all) {
            boolean free = submission.slot().isEmpty() || slots.add(submission.slot().get());
            (free ? first : later).add(submission);
        }
        return first;
    }

    /// Answers those whose keys were taken by another process at this very moment: their answers are there next time.
    private List<Submission> store(List<Submission> submissions) {
        try {
            IntakeBatch.Outcome outcome =
                    transactions
                            .asService(session -> batch.store(session, submissions))
                            .await()
                            .atMost(PATIENCE);
            outcome.answer();
            return outcome.overtaken();
        } catch (DatabaseAway | TimeoutException e) {
            submissions.forEach(s -> s.answer().completeExceptionally(e));
        } catch (RuntimeException e) {
            storeOneByOne(submissions, e);
        }
        return List.of();
    }

    /// One that the database does not take must not take the others with it.
    private void storeOneByOne(List<Submission> submissions, RuntimeException why) {
        if (submissions.size() == 1) {
            LOG.errorf(why, "a workload could not be stored");
            submissions.getFirst().answer().completeExceptionally(why);
        } else {
            submissions.forEach(s -> store(List.of(s)).forEach(waiting::offer));
        }
    }
}
