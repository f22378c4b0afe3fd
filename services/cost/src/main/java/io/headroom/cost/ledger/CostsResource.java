package io.headroom.cost.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.cost.sql.Sql;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// Costs in groups that add up to their total exactly. What nothing ran on is class `idle`, what was not up yet `boot`; the
/// millionths that a split cannot give out evenly go to the part that comes next in it.
@Path("/api/v1/costs")
@Tag(name = "costs")
@Produces(MediaType.APPLICATION_JSON)
public class CostsResource {

    private static final Map<String, String> COLUMNS =
            Map.of(
                    "tenant", "tenant",
                    "class", "coalesce(class, share)",
                    "pool", "pool",
                    "environment", "environment",
                    "lane", "lane",
                    "provider", "provider",
                    "region", "region",
                    "node", "cast(node as text)",
                    "workload", "coalesce(cast(workload as text), share)",
                    "share", "share");

    private final Callers callers;
    private final Transactions transactions;

    @Inject
    CostsResource(Callers callers, Transactions transactions) {
        this.callers = callers;
        this.transactions = transactions;
    }

    /// What one group cost.
    record Line(SequencedMap<String, String> group, Money amount) {}

    /// All groups and their sum.
    record Costs(List<String> by, Money total, List<Line> items) {}

    @GET
    @Operation(
            operationId = "showCosts",
            summary = "What was paid, in groups that add up to the total")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Costs> costs(@QueryParam("by") @Nullable String by, @BeanParam TimeSpan time) {
        Caller caller = callers.current();
        TimeSpan.Bounds bounds = time.bounds();
        List<String> groups = groups(by);
        return transactions
                .inTenant(
                        caller.tenant(),
                        session ->
                                Sql.rows(
                                        session,
                                        sql(groups),
                                        Map.of(
                                                "from", bounds.from().toString(),
                                                "to", bounds.to().toString())))
                .map(rows -> costs(groups, rows));
    }

    private static List<String> groups(@Nullable String by) {
        List<String> groups =
                by == null || by.isBlank()
                        ? List.of("tenant")
                        : List.of(by.split(",", -1)).stream()
                                .map(String::strip)
                                .distinct()
                                .toList();
        for (String group : groups) {
            if (!COLUMNS.containsKey(group)) {
                throw Problem.invalid(
                        "by",
                        "must be some of "
                                + COLUMNS.keySet().stream()
                                        .sorted()
                                        .collect(Collectors.joining(", ")));
            }
        }
        return groups;
    }

    /// The columns are this class's own words: nothing of the request gets into the statement.
    private static String sql(List<String> groups) {
        String columns = groups.stream().map(COLUMNS::get).collect(Collectors.joining(", "));
        String places =
                java.util.stream.IntStream.rangeClosed(1, groups.size())
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(", "));
        return """
        select cast(to_json(c) as text) from (select %s, sum(amount) as amount from ledger
        where budget is null and from_at >= cast(cast(:from as text) as timestamptz)
        and from_at < cast(cast(:to as text) as timestamptz) group by %s order by %s) c
        """
                .formatted(
                        java.util.stream.IntStream.range(0, groups.size())
                                .mapToObj(i -> COLUMNS.get(groups.get(i)) + " as g" + i)
                                .collect(Collectors.joining(", ")),
                        columns,
                        places);
    }

    private static Costs costs(List<String> groups, List<JsonNode> rows) {
        List<Line> lines = new ArrayList<>();
        Money total = Money.ZERO;
        for (JsonNode row : rows) {
            SequencedMap<String, String> group = new LinkedHashMap<>();
            for (int i = 0; i < groups.size(); i++) {
                group.put(groups.get(i), row.get("g" + i).asText());
            }
            Money amount = new Money(row.get("amount").asLong());
            total = total.plus(amount);
            lines.add(new Line(group, amount));
        }
        return new Costs(groups, total, lines);
    }
}
