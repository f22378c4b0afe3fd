package io.headroom.cost.budget.standing;

import java.time.Instant;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.BudgetAnomaly;
import io.headroom.contracts.budget.BudgetChanged;
import io.headroom.contracts.budget.BudgetOpened;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.outlook.SpendCourse;
import io.headroom.platform.database.Rows;
import io.headroom.platform.outbox.Outbox;

/// Says what became of a budget, each time under the next number.
@Singleton
public final class BudgetNews {

    private static final String NEXT =
            "update budget set said = said + 1 where name = :name returning cast(to_json(said) as text)";

    private final Outbox outbox;

    @Inject
    BudgetNews(Outbox outbox) {
        this.outbox = outbox;
    }

    /// It takes new workloads again.
    public Uni<Void> opened(Mutiny.Session session, String name, Instant now) {
        return next(session, name)
                .chain(number -> outbox.add(session, new BudgetOpened(name, number, now)));
    }

    /// It was declared or changed: what it refused may be asked for again.
    public Uni<Void> changed(
            Mutiny.Session session, String name, BudgetSpec spec, String who, Instant now) {
        return next(session, name)
                .chain(
                        number ->
                                outbox.add(
                                        session, new BudgetChanged(name, number, spec, who, now)));
    }

    /// It is being deleted: whatever it kept from happening may happen.
    public Uni<Void> gone(Mutiny.Session session, String name, String who, Instant now) {
        return opened(session, name, now)
                .chain(() -> next(session, name))
                .chain(
                        number ->
                                outbox.add(
                                        session, new BudgetChanged(name, number, null, who, now)));
    }

    /// An hour was far from its course.
    Uni<Void> anomaly(
            Mutiny.Session session,
            String name,
            Instant hour,
            Money spent,
            SpendCourse.Expected expected,
            Instant now) {
        return next(session, name)
                .chain(
                        number ->
                                outbox.add(
                                        session,
                                        new BudgetAnomaly(
                                                name,
                                                number,
                                                hour,
                                                spent,
                                                expected.low(),
                                                expected.high(),
                                                now)));
    }

    private static Uni<Long> next(Mutiny.Session session, String name) {
        return Rows.documents(session, NEXT, Map.of("name", name))
                .map(rows -> rows.getFirst().asLong());
    }
}
