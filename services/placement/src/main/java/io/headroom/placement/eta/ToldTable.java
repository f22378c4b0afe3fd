package io.headroom.placement.eta;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.eta.ToldStart;
import io.headroom.engine.placement.eta.ToldStart.Outcome;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;

/// The first estimates of starts that were told, and what became of them; row-level security hides those of other tenants.
@Singleton
public final class ToldTable {

    private static final String AT_THE_DOOR =
            """
            insert into start_estimate (workload_id, tenant, told_by, told_at, median, late, waits_for)
            select workload, tenant, 'at-the-door', at, median, late, reason from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(workload uuid, tenant text, at timestamptz, median timestamptz, late timestamptz, reason text)
            """;

    private static final String WAITS = "state in ('PENDING', 'PLACED', 'STARTING')";

    /// Why it waits is what its row says: that knows of budgets, too.
    private static final String FROM_A_PLAN =
            """
            insert into start_estimate (workload_id, tenant, told_by, told_at, median, late, waits_for)
            select w.id, w.tenant, 'from-a-plan', r.at, r.median, r.late,
                coalesce(cast(w.body as json) -> 'pendingReason' ->> 'code', 'nothing')
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(workload uuid, at timestamptz, median timestamptz, late timestamptz)
            join workload w on w.id = r.workload and w."""
                    + WAITS
                    + """

            on conflict (workload_id, told_by) where started_at is null and ended_at is null do nothing
            """;

    private static final String CAME =
            """
            update start_estimate e set started_at = r.started, ended_at = r.ended
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(workload uuid, started timestamptz, ended timestamptz)
            where e.workload_id = r.workload and e.started_at is null and e.ended_at is null
            """;

    /// One that began to run between the thought and the writing of it was told nothing: it no longer waits, and is not known to have started.
    private static final String NEWEST =
            """
            select cast(json_build_object('waitedFor', e.waits_for, 'at', e.told_at, 'median', e.median, 'late', e.late,
                'started', e.started_at, 'ended', e.ended_at) as text) from start_estimate e
            where e.told_by = :by and (e.started_at is not null or e.ended_at is not null
                or exists (select 1 from workload w where w.id = e.workload_id and w."""
                    + WAITS
                    + """
            ))
            order by e.told_at desc limit :most
            """;

    /// As many as tell a change of some percent in coverage from chance, and can be read in some tens of milliseconds.
    private static final int MOST = 5000;

    private final Commits commits;

    @Inject
    ToldTable(Commits commits) {
        this.commits = commits;
    }

    /// Who told it.
    public enum ToldBy {
        /// The answer to its submission.
        AT_THE_DOOR,
        /// The first plan that left it waiting and was thought on.
        FROM_A_PLAN
    }

    /// What the answer to a submission said.
    public record AtDoor(
            UUID workload, String tenant, Instant at, Instant median, Instant late, String reason) {
        public static AtDoor of(Workload workload, Estimates.Guess guess) {
            return new AtDoor(
                    workload.id().value(),
                    workload.spec().tenant(),
                    workload.createdAt(),
                    guess.when().median(),
                    guess.when().p90(),
                    DashedEnums.nameOf(guess.goesBy()));
        }
    }

    record FromPlan(UUID workload, Instant at, Instant median, Instant late) {}

    /// What became of one that waited.
    public record Came(UUID workload, @Nullable Instant started, @Nullable Instant ended) {
        public static Came started(WorkloadId id, Instant at) {
            return new Came(id.value(), at, null);
        }

        /// It was over before it had run.
        public static Came ended(WorkloadId id, Instant at) {
            return new Came(id.value(), null, at);
        }
    }

    private record Row(
            String waitedFor,
            Instant at,
            Instant median,
            Instant late,
            @Nullable Instant started,
            @Nullable Instant ended) {
        ToldStart asOf(Instant now) {
            return new ToldStart(waitedFor, at, median, late, outcome(now));
        }

        private Outcome outcome(Instant now) {
            if (started != null) {
                return new Outcome.Started(started);
            }
            return ended == null ? new Outcome.Waits(now) : new Outcome.NeverStarted(ended);
        }
    }

    public Uni<Void> atTheDoor(Mutiny.Session session, Collection<AtDoor> told) {
        return commits.before(session, AT_THE_DOOR, told);
    }

    Uni<Void> fromAPlan(Mutiny.Session session, Collection<FromPlan> told) {
        return commits.before(session, FROM_A_PLAN, told);
    }

    /// It is known what became of them; those that were told nothing are none the worse for it.
    public Uni<Void> came(Mutiny.Session session, Collection<Came> came) {
        return commits.before(session, CAME, came);
    }

    Uni<List<ToldStart>> newest(Mutiny.Session session, ToldBy by, Instant now) {
        return session.createNativeQuery(NEWEST, String.class)
                .setParameter("by", DashedEnums.nameOf(by))
                .setParameter("most", MOST)
                .getResultList()
                .map(
                        rows ->
                                Rows.parse(rows, Row.class).stream()
                                        .map(row -> row.asOf(now))
                                        .toList());
    }

    Uni<Integer> forget(Mutiny.Session session, Instant before) {
        return session.createNativeQuery("delete from start_estimate where told_at < :before")
                .setParameter("before", before)
                .executeUpdate();
    }
}
