package io.headroom.cloudsim.gce;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.journal.Journal;
import io.headroom.cloudsim.machine.Pace;
import io.headroom.cloudsim.wire.Digest;
import io.headroom.contracts.time.VirtualClock;

/// The operations of all mutations; a repeated request id finds the operation of the first call.
@Singleton
class Operations {

    private static final String JOURNAL = "gce-operation";

    /// Google answers most of them within seconds; in virtual time, as everything that the domain waits for.
    private static final Duration PENDING = Duration.ofSeconds(1);

    private static final Duration RUNNING = Duration.ofSeconds(4);

    /// What is asked for, and by whom.
    record Request(
            String project,
            String zone,
            String kind,
            String target,
            String requestId,
            String fingerprint) {}

    /// What the work came to: the instance that it was about, or why it failed.
    record Outcome(String targetId, Optional<Operation.Failure> failure) {
        static Outcome done(String targetId) {
            return new Outcome(targetId, Optional.empty());
        }
    }

    private final Journal journal;
    private final Pace pace;
    private final VirtualClock clock;
    private final Map<String, Operation> byName;
    private final Map<String, String> byRequest = new LinkedHashMap<>();

    Operations(Journal journal, Pace pace, VirtualClock clock) {
        this.journal = journal;
        this.pace = pace;
        this.clock = clock;
        this.byName = new LinkedHashMap<>(journal.take(JOURNAL, Operation.class));
        byName.values().forEach(this::rememberRequest);
    }

    /// Does the work once for each request id, and makes its operation.
    synchronized Operation perform(Request request, Supplier<Outcome> work) {
        Operation before =
                byName.get(byRequest.getOrDefault(key(request.project(), request.requestId()), ""));
        if (before != null) {
            if (!before.fingerprint().equals(request.fingerprint())
                    || !before.kind().equals(request.kind())) {
                throw GceError.invalid("The request ID was used before with other parameters.");
            }
            return before;
        }
        Instant now = clock.instant();
        Outcome outcome = work.get();
        boolean atOnce = pace.atOnce().on();
        Instant runsAt = atOnce ? now : now.plus(PENDING);
        var operation =
                new Operation(
                        "operation-"
                                + Digest.of(request + "@" + now + "#" + byName.size())
                                        .substring(0, 32),
                        request.kind(),
                        request.project(),
                        request.zone(),
                        request.target(),
                        outcome.targetId(),
                        request.requestId(),
                        request.fingerprint(),
                        now,
                        runsAt,
                        atOnce ? now : runsAt.plus(RUNNING),
                        outcome.failure().orElse(null));
        journal.put(JOURNAL, operation.name(), operation);
        byName.put(operation.name(), operation);
        rememberRequest(operation);
        return operation;
    }

    synchronized Operation get(String zone, String name) {
        Operation operation = byName.get(name);
        if (operation == null || !operation.zone().equals(zone)) {
            throw GceError.notFound("operations/" + name);
        }
        return operation;
    }

    private void rememberRequest(Operation operation) {
        if (!operation.requestId().isEmpty()) {
            byRequest.put(key(operation.project(), operation.requestId()), operation.name());
        }
    }

    private static String key(String project, String requestId) {
        return requestId.isEmpty() ? "-" : project + "/" + requestId;
    }
}
