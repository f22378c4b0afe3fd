package io.headroom.cost.past;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.outlook.Hindsight;
import io.headroom.engine.budget.period.Span;
import io.headroom.platform.database.Rows;

/// What limits would have counted, from the sums of its hours. Of the ledger itself, only the rest of an hour within which a
/// period began is read.
public final class PastSpending {

    private static final String BOUGHT =
            "select cast(json_build_object('id', id, 'attributes', attributes) as text) from bought order by id";

    /// A cost counts when it begins. Nothing costs anything in the future, so that an hour that runs is whole as it is.
    private static final String SUM =
            """
            select cast(coalesce(sum(amount), 0) as text) from (
                select amount from bought_hour where bought = any(cast(string_to_array(:bought, ',') as uuid[]))
                and hour >= cast(cast(:hours as text) as timestamptz) and hour < cast(cast(:to as text) as timestamptz)
                union all
                select c.amount from ledger c join lease l on l.node = c.node where c.budget is null
                and c.from_at >= cast(cast(:from as text) as timestamptz)
                and c.from_at < least(cast(cast(:hours as text) as timestamptz), cast(cast(:to as text) as timestamptz))
                and cast(md5(cast(l.doc -> 'spend' -> 'attributes' as text)) as uuid)
                    = any(cast(string_to_array(:bought, ',') as uuid[]))) x
            """;

    private static final String BY_NODE =
            """
            select cast(json_build_array(hour, node, bought, amount) as text) from node_hour
            where hour >= cast(cast(:from as text) as timestamptz) and hour < cast(cast(:to as text) as timestamptz)
            and bought = any(cast(string_to_array(:bought, ',') as uuid[])) order by hour, node
            """;

    /// A day of a large fleet is as much as should be in memory at once.
    private static final Duration PIECE = Duration.ofDays(1);

    private final SequencedMap<String, SpendAttributes> bought;

    private PastSpending(SequencedMap<String, SpendAttributes> bought) {
        this.bought = bought;
    }

    public static Uni<PastSpending> load(Mutiny.Session session) {
        return Rows.documents(session, BOUGHT, Map.of())
                .map(
                        rows -> {
                            SequencedMap<String, SpendAttributes> bought = new LinkedHashMap<>();
                            rows.forEach(
                                    row ->
                                            bought.put(
                                                    row.get("id").asText(),
                                                    Rows.read(
                                                            row.get("attributes"),
                                                            SpendAttributes.class)));
                            return new PastSpending(bought);
                        });
    }

    /// Everything that was ever bought, as far as budgets can tell it apart.
    public List<SpendAttributes> attributes() {
        return List.copyOf(bought.values());
    }

    /// What a limit would count as spent of a period.
    ///
    /// @param period ends in the future, or on a full hour
    public Uni<Money> of(Mutiny.Session session, Budget limit, Span period) {
        Map<String, String> which = new HashMap<>();
        which.put("bought", under(List.of(limit)));
        which.put("from", period.from().toString());
        which.put("hours", ceiling(period.from()).toString());
        which.put("to", period.to().toString());
        return Rows.text(session, SUM, which)
                .map(sum -> new Money(sum.map(Long::parseLong).orElse(0L)));
    }

    /// What the limits would have refused in a stretch of time that begins on a full hour.
    public Uni<Hindsight.Refused> refused(Mutiny.Session session, List<Budget> limits, Span time) {
        Hindsight hindsight = new Hindsight(limits);
        return before(session, limits, time.from(), hindsight)
                .chain(() -> costs(session, limits, time, hindsight))
                .map(_ -> hindsight.refused());
    }

    /// What the periods that had begun by then had spent already.
    private Uni<Void> before(
            Mutiny.Session session, List<Budget> limits, Instant then, Hindsight hindsight) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Budget limit : limits) {
            for (Span period : limit.period().at(then)) {
                if (period.from().isBefore(then)) {
                    Span past = new Span(period.from(), then);
                    all =
                            all.chain(() -> of(session, limit, past))
                                    .invoke(spent -> hindsight.spent(limit, period, spent))
                                    .replaceWithVoid();
                }
            }
        }
        return all;
    }

    private Uni<Void> costs(
            Mutiny.Session session, List<Budget> limits, Span time, Hindsight hindsight) {
        String which = under(limits);
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Instant at = time.from(); at.isBefore(time.to()); at = at.plus(PIECE)) {
            Instant next = at.plus(PIECE);
            Map<String, String> piece =
                    Map.of(
                            "bought", which,
                            "from", at.toString(),
                            "to", (next.isBefore(time.to()) ? next : time.to()).toString());
            all =
                    all.chain(() -> Rows.documents(session, BY_NODE, piece))
                            .invoke(rows -> rows.forEach(row -> hindsight.add(cost(row))))
                            .replaceWithVoid();
        }
        return all;
    }

    private Hindsight.Cost cost(JsonNode row) {
        String what = row.get(2).asText();
        return new Hindsight.Cost(
                NodeId.of(row.get(1).asText()),
                Objects.requireNonNull(bought.get(what), what),
                Rows.instant(row.get(0)),
                new Money(row.get(3).asLong()));
    }

    private String under(List<Budget> limits) {
        return bought.entrySet().stream()
                .filter(b -> limits.stream().anyMatch(limit -> limit.covers(b.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(","));
    }

    private static Instant ceiling(Instant at) {
        Instant floor = at.truncatedTo(ChronoUnit.HOURS);
        return floor.equals(at) ? floor : floor.plus(1, ChronoUnit.HOURS);
    }
}
