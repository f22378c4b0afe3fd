package io.headroom.placement.workload;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.Workload;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;

/// What happened to each workload, in order.
@Singleton
public final class Story {

    private static final String TELL =
            """
            insert into story (workload_id, tenant, at, what, detail)
            select workload, tenant, at, what, detail from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(workload uuid, tenant text, at timestamptz, what text, detail text)
            """;

    /// Of each workload a chapter of that name is written once, whoever leads.
    private static final String TELL_ONCE =
            TELL
                    + """
            where not exists (select 1 from story s where s.workload_id = r.workload and s.what = r.what)
            """;

    private static final String READ =
            """
            select cast(json_build_object('at', at, 'what', what, 'detail', detail) as text) from story
            where workload_id = :id order by seq limit 10000
            """;

    /// One thing that happened, for people.
    public record Chapter(Instant at, String what, String detail) {}

    /// A chapter and whose it is.
    public record Told(UUID workload, String tenant, Instant at, String what, String detail) {
        public static Told of(Workload w, Instant at, String what, String detail) {
            return new Told(w.id().value(), w.spec().tenant(), at, what, detail);
        }
    }

    private final Commits commits;

    @Inject
    Story(Commits commits) {
        this.commits = commits;
    }

    public Uni<Void> tell(Mutiny.Session session, Collection<Told> chapters) {
        return commits.before(session, TELL, chapters);
    }

    /// Leaves out what was told of the same workload under the same name before.
    public Uni<Integer> tellOnce(Mutiny.Session session, Collection<Told> chapters) {
        return Rows.write(session, TELL_ONCE, chapters);
    }

    Uni<List<Chapter>> read(Mutiny.Session session, UUID workload) {
        return session.createNativeQuery(READ, String.class)
                .setParameter("id", workload)
                .getResultList()
                .map(rows -> Rows.parse(rows, Chapter.class));
    }
}
