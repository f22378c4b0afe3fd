package io.headroom.cost.ledger;

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// The ledger: every posting of a budget, and every cost of a node with whose it was.
@Path("/api/v1/ledger")
@Tag(name = "ledger")
@Produces(MediaType.APPLICATION_JSON)
public class LedgerResource {

    private static final String LIST =
            """
            select cast(to_json(x) as text) from (
                select l.*, coalesce(n, 0) as place, coalesce(u.one, l.budget) as one_budget,
                    coalesce(u.since, l.period_from) as one_period
                from ledger l left join lateral unnest(l.budgets, l.periods) with ordinality as u(one, since, n) on true
                where at >= cast(cast(:from as text) as timestamptz) and at < cast(cast(:to as text) as timestamptz)
                and id >= :after and (id > :after or coalesce(n, 0) > :place)
                order by id, n limit :most) x
            """;

    private final Callers callers;
    private final Transactions transactions;

    @Inject
    LedgerResource(Callers callers, Transactions transactions) {
        this.callers = callers;
        this.transactions = transactions;
    }

    /// An entry. With a budget it says what its account was posted, else what a node cost from when to when.
    record LedgerEntry(
            String id,
            Instant at,
            String kind,
            String node,
            String tenant,
            @Nullable String budget,
            @Nullable Instant periodFrom,
            @Nullable Money spent,
            @Nullable Money committed,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Money amount,
            @Nullable String share,
            @Nullable String workload,
            @Nullable String workloadClass,
            @Nullable String environment,
            @Nullable String pool,
            @Nullable String lane) {

        static LedgerEntry of(JsonNode row) {
            return new LedgerEntry(
                    row.get("id").asText() + "." + row.get("place").asText(),
                    Rows.instant(row.get("at")),
                    row.get("kind").asText(),
                    row.get("node").asText(),
                    row.get("tenant").asText(),
                    text(row, "one_budget"),
                    instant(row, "one_period"),
                    money(row, "spent"),
                    money(row, "committed"),
                    instant(row, "from_at"),
                    instant(row, "to_at"),
                    money(row, "amount"),
                    text(row, "share"),
                    text(row, "workload"),
                    text(row, "class"),
                    text(row, "environment"),
                    text(row, "pool"),
                    text(row, "lane"));
        }

        private static @Nullable String text(JsonNode row, String column) {
            return row.path(column).isNull() ? null : row.path(column).asText();
        }

        private static @Nullable Instant instant(JsonNode row, String column) {
            return row.path(column).isNull() ? null : Rows.instant(row.path(column));
        }

        private static @Nullable Money money(JsonNode row, String column) {
            return row.path(column).isNull() ? null : new Money(row.path(column).asLong());
        }
    }

    @GET
    @Operation(operationId = "listLedger", summary = "Every posting, in order")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Page<LedgerEntry>> list(@BeanParam TimeSpan time, @BeanParam PageQuery query) {
        Caller caller = callers.current();
        TimeSpan.Bounds bounds = time.bounds();
        Place after = Place.of(query.after().orElse("0.0"));
        return transactions
                .inTenant(
                        caller.tenant(),
                        session ->
                                Rows.documents(
                                        session,
                                        LIST,
                                        Map.of(
                                                "from", bounds.from().toString(),
                                                "to", bounds.to().toString(),
                                                "after", after.id(),
                                                "place", after.place(),
                                                "most", query.fetch())))
                .map(
                        rows ->
                                Page.of(
                                        rows.stream().map(LedgerEntry::of).toList(),
                                        query,
                                        LedgerEntry::id));
    }

    /// One entry of a row that says the same of several budgets.
    private record Place(long id, long place) {
        static Place of(String key) {
            try {
                int dot = key.indexOf('.');
                return new Place(
                        Long.parseLong(key.substring(0, dot)),
                        Long.parseLong(key.substring(dot + 1)));
            } catch (IndexOutOfBoundsException | NumberFormatException _) {
                throw Problem.invalid("after", "is no cursor of this list");
            }
        }
    }
}
