package io.headroom.cost.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

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
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// Costs in groups that add up to their total exactly. What nothing ran on is class `idle`, what was not up yet `boot`, what
/// never came up `failed`; the millionths that a split cannot give out evenly go to the part that comes next in it.
@Path("/api/v1/costs")
@Tag(name = "costs")
@Produces(MediaType.APPLICATION_JSON)
public class CostsResource {

    private final Callers callers;
    private final Transactions transactions;

    @Inject
    CostsResource(Callers callers, Transactions transactions) {
        this.callers = callers;
        this.transactions = transactions;
    }

    /// What one group cost.
    record CostLine(SequencedMap<String, String> group, Money amount) {}

    /// All groups and their sum.
    record Costs(List<String> by, Money total, List<CostLine> items) {}

    @GET
    @Operation(
            operationId = "showCosts",
            summary = "What was paid, in groups that add up to the total")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Costs> costs(@QueryParam("by") @Nullable String by, @BeanParam TimeSpan time) {
        Caller caller = callers.current();
        List<String> groups = groups(by);
        CostQuery query = CostQuery.of(groups, time.bounds(), caller.tenant());
        return transactions
                .inTenant(
                        caller.tenant(),
                        session -> Rows.documents(session, query.sql(), query.parameters()))
                .map(rows -> costs(groups, rows));
    }

    private static List<String> groups(@Nullable String by) {
        return by == null || by.isBlank()
                ? List.of("tenant")
                : List.of(by.split(",", -1)).stream().map(String::strip).distinct().toList();
    }

    private static Costs costs(List<String> groups, List<JsonNode> rows) {
        List<CostLine> lines = new ArrayList<>();
        Money total = Money.ZERO;
        for (JsonNode row : rows) {
            SequencedMap<String, String> group = new LinkedHashMap<>();
            for (int i = 0; i < groups.size(); i++) {
                group.put(groups.get(i), row.get("g" + i).asText());
            }
            Money amount = new Money(row.get("amount").asLong());
            total = total.plus(amount);
            lines.add(new CostLine(group, amount));
        }
        return new Costs(groups, total, lines);
    }
}
