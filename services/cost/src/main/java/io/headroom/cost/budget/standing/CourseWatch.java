package io.headroom.cost.budget.standing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.outlook.SpendCourse;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.loop.Loops;

/// Looks at every hour of every budget once it is over: one far from the course before it is said.
@Singleton
public final class CourseWatch {

    /// Real. An hour is judged that late at most; nobody can do anything in seconds.
    private static final Duration EVERY = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String UNJUDGED =
            """
            select cast(json_build_object('budget', budget, 'hour', hour, 'spent', spent) as text) from budget_hour
            where not judged and hour < cast(cast(:running as text) as timestamptz) order by hour, budget limit 64
            """;

    private static final String COURSE =
            """
            select cast(json_build_object('hour', hour, 'spent', spent) as text) from budget_hour
            where budget = :budget and hour >= cast(cast(:from as text) as timestamptz)
            and hour < cast(cast(:hour as text) as timestamptz) order by hour
            """;

    private static final String JUDGED =
            """
            update budget_hour set judged = true where budget = :budget
            and hour = cast(cast(:hour as text) as timestamptz)
            """;

    private final Transactions transactions;
    private final Fence fence;
    private final BudgetNews news;
    private final InstantSource clock;

    @Inject
    CourseWatch(Transactions transactions, Fence fence, BudgetNews news, InstantSource clock) {
        this.transactions = transactions;
        this.fence = fence;
        this.news = news;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        var _ = loops.onLeader("budget-course", EVERY, this::turn);
    }

    private void turn(Epoch epoch) {
        Instant now = clock.instant();
        Map<String, String> running =
                Map.of("running", now.truncatedTo(ChronoUnit.HOURS).toString());
        List<JsonNode> hours =
                transactions
                        .asService(session -> Rows.documents(session, UNJUDGED, running))
                        .await()
                        .atMost(PATIENCE);
        for (JsonNode hour : hours) {
            transactions
                    .asService(
                            session ->
                                    fence.check(session, epoch)
                                            .chain(() -> judge(session, hour, now)))
                    .await()
                    .atMost(PATIENCE);
        }
    }

    private Uni<Void> judge(Mutiny.Session session, JsonNode row, Instant now) {
        String budget = row.get("budget").asText();
        Instant hour = Rows.instant(row.get("hour"));
        Money spent = new Money(row.get("spent").asLong());
        return Rows.documents(
                        session,
                        COURSE,
                        Map.of(
                                "budget", budget,
                                "from", SpendCourse.lookBack(hour).toString(),
                                "hour", hour.toString()))
                .chain(
                        before -> {
                            Optional<SpendCourse.Expected> expected =
                                    SpendCourse.of(Statuses.hours(before), hour).next();
                            return expected.filter(e -> e.isMissedBy(spent)).isPresent()
                                    ? news.anomaly(
                                            session, budget, hour, spent, expected.get(), now)
                                    : Uni.createFrom().voidItem();
                        })
                .chain(
                        () ->
                                Rows.execute(
                                        session,
                                        JUDGED,
                                        Map.of("budget", budget, "hour", hour.toString())))
                .replaceWithVoid();
    }
}
