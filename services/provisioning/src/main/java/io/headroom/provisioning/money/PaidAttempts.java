package io.headroom.provisioning.money;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;
import io.headroom.provisioning.provider.LaunchAttempt;

/// Writes into an attempt, before its first call, how long the money lasts that was granted for it: a provider is called
/// before that or never, and the machine ends itself by then unless it hears of more.
@Singleton
final class PaidAttempts {

    /// For the call itself, and for a clock that is behind.
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Duration MARGIN_REAL = Duration.ofSeconds(1);

    private static final String UNPAID =
            """
            select request from launch_attempt where outcome is null and request is not null
            and node = any (cast(string_to_array(:nodes, ',') as uuid[])) order by node, number
            """;

    private static final String WRITE =
            """
            update launch_attempt a set request = r.request
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node text, number integer, request text)
            where a.node = cast(r.node as uuid) and a.number = r.number and a.outcome is null
            """;

    private final VirtualClock clock;
    private final Commits commits;

    @Inject
    PaidAttempts(VirtualClock clock, Commits commits) {
        this.clock = clock;
        this.commits = commits;
    }

    Uni<Void> write(Mutiny.Session session, List<Lease> leases) {
        if (leases.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String nodes = Rows.ids(leases.stream().map(Lease::node).toList());
        return Rows.texts(session, UNPAID, Map.of("nodes", nodes))
                .map(rows -> rows.stream().map(r -> Rows.read(r, LaunchAttempt.class)).toList())
                .chain(attempts -> write(session, leases, attempts));
    }

    private Uni<Void> write(
            Mutiny.Session session, List<Lease> leases, List<LaunchAttempt> attempts) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (LaunchAttempt attempt : attempts) {
            // One that was paid for before may have been called already: it stays the very same
            // call.
            if (attempt.launchBefore() == null) {
                leases.stream()
                        .filter(l -> l.node().equals(attempt.node()))
                        .findFirst()
                        .ifPresent(l -> rows.add(row(paid(attempt, l))));
            }
        }
        return commits.before(session, WRITE, rows);
    }

    private LaunchAttempt paid(LaunchAttempt attempt, Lease lease) {
        Instant before = lease.drainBy().minus(clock.atLeastReal(MARGIN, MARGIN_REAL));
        if (attempt.startsAgain()) {
            // Its machine has read its user data, and keeps it.
            return attempt.paid(before, attempt.userData());
        }
        UserData.Headroom told = Rows.read(attempt.userData(), UserData.class).headroom();
        UserData paid =
                new UserData(
                        new UserData.Headroom(
                                told.node(), told.cell(), told.join(), told.token(), before));
        return attempt.paid(before, Rows.json(paid));
    }

    private static Map<String, Object> row(LaunchAttempt attempt) {
        return Map.of(
                "node", attempt.node().toString(),
                "number", attempt.number(),
                "request", Rows.json(attempt));
    }
}
