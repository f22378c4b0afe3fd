package io.headroom.provisioning.scaling;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetChanged;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.engine.scaling.fact.Refusal;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;

/// Budgets that said no of late: what costs as much is not asked for again before more may be free, or the budget changes.
@Singleton
public final class Refusals {

    /// A denial that was made before its budget changed says little: it is asked for again soon.
    private static final String PUT =
            """
            insert into refusal as r (pool, tenant, environment, worst_per_hour, until, budget, missing, unless)
            values (:pool, :tenant, :environment, :worst, case when exists (select 1 from heard h
                where h.kind = 'budget' and h.key = :budget and h.version >= :denied) then cast(:soon as timestamptz)
                else cast(:until as timestamptz) end, :budget, :missing, nullif(:unless, ''))
            on conflict (pool, tenant, environment, budget) do update set
                worst_per_hour = case when r.until > cast(:now as timestamptz) then least(r.worst_per_hour, excluded.worst_per_hour)
                    else excluded.worst_per_hour end,
                until = greatest(r.until, excluded.until), missing = excluded.missing,
                unless = excluded.unless
            """;

    /// When a purchase was refused, and when it may be asked for again.
    ///
    /// @param soon the earliest, whatever the denial says
    public record Denial(SpendDenied denied, Instant at, Instant soon) {
        Instant until() {
            return denied.retryNotBefore().isBefore(soon) ? soon : denied.retryNotBefore();
        }

        boolean sparesSpot() {
            return "spot-only".equals(denied.rule());
        }
    }

    private final Commits commits;
    private final ScalingLoop loop;

    @Inject
    Refusals(Commits commits, ScalingLoop loop) {
        this.commits = commits;
        this.loop = loop;
    }

    private record Line(
            String pool,
            String tenant,
            String environment,
            long worst,
            Instant until,
            String budget,
            long missing,
            @Nullable CapacityType unless) {
        Refusal refusal() {
            return new Refusal(
                    pool,
                    tenant,
                    environment,
                    new Money(worst),
                    until,
                    budget,
                    new Money(missing),
                    unless);
        }
    }

    /// Those that are not over at `:now`, as a part of a larger query.
    static final String AFTER =
            Rows.lines(
                    "select pool, tenant, environment, worst_per_hour as worst, until, budget, missing, unless"
                            + " from refusal where until > cast(:now as timestamptz)"
                            + " order by pool, tenant, environment, budget");

    static Refusal read(String line) {
        return Rows.read(line, Line.class).refusal();
    }

    /// Remembers a denied purchase, by pool, payer and budget: the cheapest of each pool's nodes marks what is too dear.
    public Uni<Void> add(Mutiny.Session session, List<Node> nodes, Denial denial) {
        Map<String, Node> cheapest = new HashMap<>();
        for (Node node : nodes) {
            cheapest.merge(
                    node.pool(),
                    node,
                    (a, b) -> a.worstPerHour().compareTo(b.worstPerHour()) <= 0 ? a : b);
        }
        commits.after(session, loop::wake);
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Node node : cheapest.values()) {
            all = all.chain(() -> put(session, node, denial));
        }
        return all;
    }

    private static Uni<Void> put(Mutiny.Session session, Node node, Denial denial) {
        return Rows.execute(
                        session,
                        PUT,
                        Map.ofEntries(
                                Map.entry("pool", node.pool()),
                                Map.entry("tenant", node.tenant()),
                                Map.entry("environment", node.environment()),
                                Map.entry(
                                        "worst",
                                        denial.sparesSpot() ? 0 : node.worstPerHour().micros()),
                                Map.entry("unless", denial.sparesSpot() ? "spot" : ""),
                                Map.entry("until", denial.until()),
                                Map.entry("soon", denial.soon()),
                                Map.entry("denied", denial.at().toEpochMilli()),
                                Map.entry("budget", denial.denied().budget()),
                                Map.entry("missing", denial.denied().missing().micros()),
                                Map.entry("now", node.since())))
                .replaceWithVoid();
    }

    /// A budget changed: what it refused may be asked for again now.
    public Uni<Void> takeBack(Mutiny.Session session, BudgetChanged changed, Instant at) {
        commits.after(session, loop::wake);
        return Heard.budget(session, changed, at)
                .chain(
                        () ->
                                holdsNothing(changed)
                                        ? Heard.withoutBudget(session, changed.budget())
                                        : Uni.createFrom().voidItem())
                .chain(
                        () ->
                                Rows.execute(
                                        session,
                                        "delete from refusal where budget = :budget",
                                        Map.of("budget", changed.budget())))
                .replaceWithVoid();
    }

    /// One that is gone, or soft by now: nobody says any more what it has left, and what was said last must hold nothing back.
    private static boolean holdsNothing(BudgetChanged changed) {
        BudgetSpec spec = changed.spec();
        return spec == null || spec.enforcement() != BudgetSpec.Enforcement.HARD;
    }
}
