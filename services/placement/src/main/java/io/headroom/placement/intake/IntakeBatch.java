package io.headroom.placement.intake;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.placement.binding.BindingLoop;
import io.headroom.placement.eta.Estimates;
import io.headroom.placement.eta.ToldTable;
import io.headroom.placement.workload.Life;
import io.headroom.placement.workload.Story;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.placement.workload.WorkloadView;
import io.headroom.platform.database.Commits;
import io.headroom.platform.outbox.Outbox;
import io.headroom.platform.rest.Idempotency;
import io.headroom.platform.rest.Reply;

/// Takes in many workloads in one transaction: one statement of each kind, and to each its own answer.
@Singleton
class IntakeBatch {

    private final Commits commits;
    private final Outbox outbox;
    private final Idempotency idempotency;
    private final Admission admission;
    private final WorkloadTable table;
    private final Story story;
    private final BindingLoop loop;
    private final Estimates estimates;
    private final ToldTable told;
    private final InstantSource clock;

    @Inject
    IntakeBatch(
            Commits commits,
            Outbox outbox,
            Idempotency idempotency,
            Admission admission,
            WorkloadTable table,
            Story story,
            BindingLoop loop,
            Estimates estimates,
            ToldTable told,
            InstantSource clock) {
        this.commits = commits;
        this.outbox = outbox;
        this.idempotency = idempotency;
        this.admission = admission;
        this.table = table;
        this.story = story;
        this.loop = loop;
        this.estimates = estimates;
        this.told = told;
        this.clock = clock;
    }

    /// What became of each submission. Answers are given only once the transaction has committed.
    static final class Outcome {
        private final Map<Submission, Reply> replies = new LinkedHashMap<>();
        private final Map<Submission, RuntimeException> refusals = new LinkedHashMap<>();
        private final List<Submission> overtaken = new ArrayList<>();

        void answer() {
            replies.forEach((submission, reply) -> submission.answer().complete(reply));
            refusals.forEach((submission, why) -> submission.answer().completeExceptionally(why));
        }

        /// Those whose key was taken at this very moment by another process.
        List<Submission> overtaken() {
            return overtaken;
        }
    }

    private record Accepted(
            Submission submission,
            Workload workload,
            Optional<Estimates.Guess> guess,
            Reply reply) {
        WorkloadTable.NewRow row() {
            return WorkloadTable.NewRow.of(workload, submission.caller().name());
        }

        Story.Told chapter() {
            return Story.Told.of(
                    workload,
                    workload.createdAt(),
                    "submitted",
                    "by " + submission.caller().name());
        }

        Optional<ToldTable.AtDoor> told() {
            return guess.map(said -> ToldTable.AtDoor.of(workload, said));
        }

        Outbox.Traced event() {
            return new Outbox.Traced(new WorkloadSubmitted(workload), submission.trace());
        }
    }

    Uni<Outcome> store(Mutiny.Session session, List<Submission> submissions) {
        Outcome outcome = new Outcome();
        List<Idempotency.Slot> slots =
                submissions.stream().map(Submission::slot).flatMap(Optional::stream).toList();
        return idempotency
                .recall(session, slots)
                .map(kept -> withoutAnswered(submissions, kept, outcome))
                .chain(
                        fresh ->
                                fresh.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : admit(session, fresh, outcome))
                .replaceWith(outcome);
    }

    private static List<Submission> withoutAnswered(
            List<Submission> submissions, Map<Idempotency.Slot, Idempotency.Kept> kept, Outcome o) {
        List<Submission> fresh = new ArrayList<>();
        for (Submission submission : submissions) {
            Idempotency.Kept answer = submission.slot().map(kept::get).orElse(null);
            if (answer == null) {
                fresh.add(submission);
            } else {
                decide(
                        submission,
                        o,
                        () -> o.replies.put(submission, answer.answerTo(submission.spec())));
            }
        }
        return fresh;
    }

    private static void decide(Submission submission, Outcome outcome, Runnable judgement) {
        try {
            judgement.run();
        } catch (RuntimeException why) {
            outcome.refusals.put(submission, why);
        }
    }

    private Uni<Void> admit(Mutiny.Session session, List<Submission> fresh, Outcome outcome) {
        Instant now = clock.instant();
        return admission
                .rules(session, fresh.stream().map(Submission::spec).toList())
                .map(
                        rules -> {
                            List<Accepted> accepted = new ArrayList<>();
                            for (Submission s : fresh) {
                                decide(
                                        s,
                                        outcome,
                                        () -> {
                                            rules.check(s.spec(), now);
                                            accepted.add(accept(s, now));
                                        });
                            }
                            return accepted;
                        })
                .chain(accepted -> claim(session, accepted, outcome))
                .chain(
                        accepted ->
                                accepted.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : write(session, accepted, outcome));
    }

    private Accepted accept(Submission submission, Instant now) {
        Workload workload =
                Life.submitted(new WorkloadId(UUID.randomUUID()), submission.spec(), now);
        Optional<Estimates.Guess> guess = estimates.atTheDoor(submission.spec());
        Reply reply =
                Reply.created(
                        URI.create("/api/v1/workloads/" + workload.id()),
                        WorkloadView.of(
                                workload, guess.map(Estimates.Guess::when).orElse(null), now),
                        workload.version());
        return new Accepted(submission, workload, guess, reply);
    }

    private Uni<List<Accepted>> claim(
            Mutiny.Session session, List<Accepted> accepted, Outcome outcome) {
        List<Idempotency.Kept> answers = new ArrayList<>();
        for (Accepted one : accepted) {
            one.submission()
                    .slot()
                    .ifPresent(
                            slot ->
                                    answers.add(
                                            Idempotency.Kept.of(
                                                    slot, one.submission().spec(), one.reply())));
        }
        return idempotency
                .keep(session, answers)
                .map(
                        free ->
                                accepted.stream()
                                        .filter(one -> isFirst(one.submission(), free, outcome))
                                        .toList());
    }

    private static boolean isFirst(
            Submission submission, Set<Idempotency.Slot> free, Outcome outcome) {
        boolean first = submission.slot().map(free::contains).orElse(true);
        if (!first) {
            outcome.overtaken.add(submission);
        }
        return first;
    }

    private Uni<Void> write(Mutiny.Session session, List<Accepted> accepted, Outcome outcome) {
        commits.after(session, loop::wake);
        accepted.forEach(one -> outcome.replies.put(one.submission(), one.reply()));
        return table.insert(session, all(accepted, Accepted::row))
                .chain(() -> story.tell(session, all(accepted, Accepted::chapter)))
                .chain(() -> told.atTheDoor(session, guesses(accepted)))
                .chain(() -> outbox.addTraced(session, all(accepted, Accepted::event)));
    }

    private static <T> List<T> all(List<Accepted> accepted, Function<Accepted, T> of) {
        return accepted.stream().map(of).toList();
    }

    private static List<ToldTable.AtDoor> guesses(List<Accepted> accepted) {
        return accepted.stream().map(Accepted::told).flatMap(Optional::stream).toList();
    }
}
