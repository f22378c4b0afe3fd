package io.headroom.cost.ledger;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.ExchangeRate;
import io.headroom.contracts.budget.Money;
import io.headroom.cost.rate.Rates;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// Providers' invoices beside our own ledger: every resource that they do not agree on.
@Path("/api/v1/costs/invoices/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
public class InvoicesResource {

    private static final String FORGET = "delete from invoice where invoice = :invoice";

    private static final String ADD =
            """
            insert into invoice (invoice, provider, resource, from_at, to_at, currency, amount, charged, imported_at)
            select invoice, provider, resource, from_at, to_at, currency, sum(amount), sum(charged),
                cast(cast(:now as text) as timestamptz)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(invoice text, provider text, resource text,
                from_at timestamptz, to_at timestamptz, amount bigint, currency text, charged bigint)
            group by 1, 2, 3, 4, 5, 6
            """;

    /// The ledger's costs that begin in the invoice's time, by what the provider calls the machine.
    private static final String COMPARE =
            """
            with lines as (select provider, resource, sum(amount) as amount from invoice where invoice = :invoice
                group by 1, 2),
            span as (select provider, min(from_at) as from_at, max(to_at) as to_at from invoice
                where invoice = :invoice group by 1),
            ours as (
                select l.provider, coalesce(n.provider_id, cast(l.node as text)) as resource, sum(l.amount) as amount
                from ledger l join span s on s.provider = l.provider left join node n on n.node = l.node
                where l.budget is null and l.from_at >= s.from_at and l.from_at < s.to_at group by 1, 2)
            select cast(json_build_object('provider', provider, 'resource', resource,
                'invoiced', coalesce(lines.amount, 0), 'ledger', coalesce(ours.amount, 0)) as text)
            from lines full join ours using (provider, resource)
            order by abs(coalesce(lines.amount, 0) - coalesce(ours.amount, 0)) desc, provider, resource
            """;

    private final Callers callers;
    private final Transactions transactions;
    private final Rates rates;
    private final InstantSource clock;

    @Inject
    InvoicesResource(Callers callers, Transactions transactions, Rates rates, InstantSource clock) {
        this.rates = rates;
        this.callers = callers;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// @param charged in the invoice's currency; @param invoiced in dollars, each line by the rate of its begin
    record Imported(String invoice, int lines, String currency, Money charged, Money invoiced) {

        static Imported of(String invoice, String currency, List<InvoiceLine> lines) {
            return new Imported(
                    invoice,
                    lines.size(),
                    currency,
                    sum(lines, InvoiceLine::charged),
                    sum(lines, InvoiceLine::amount));
        }

        private static Money sum(List<InvoiceLine> lines, ToLongFunction<InvoiceLine> micros) {
            return new Money(lines.stream().mapToLong(micros).reduce(0, Math::addExact));
        }
    }

    /// @param why `differs`, `not-in-ledger` or `not-in-invoice`
    record Difference(
            String provider,
            String resource,
            Money invoiced,
            Money ledger,
            Money difference,
            String why) {

        static @Nullable Difference of(JsonNode row) {
            long invoiced = row.get("invoiced").asLong();
            long ledger = row.get("ledger").asLong();
            if (invoiced == ledger) {
                return null;
            }
            return new Difference(
                    row.get("provider").asText(),
                    row.get("resource").asText(),
                    new Money(invoiced),
                    new Money(ledger),
                    new Money(invoiced - ledger),
                    ledger == 0 ? "not-in-ledger" : invoiced == 0 ? "not-in-invoice" : "differs");
        }
    }

    /// Both sums over everything, and each difference, the largest first.
    record Reconciliation(
            String invoice,
            Money invoiced,
            Money ledger,
            int agreeing,
            List<Difference> differences) {}

    /// The same invoice again replaces it.
    @PUT
    @Consumes({"text/csv", MediaType.TEXT_PLAIN})
    public Uni<Imported> put(
            @PathParam("id") String id,
            @QueryParam("currency")
                    @DefaultValue(ExchangeRate.LEDGER)
                    @Parameter(description = "Of all its amounts; each line is booked in dollars")
                    String currency,
            String body) {
        requireOperator();
        if (!ExchangeRate.isCurrency(currency)) {
            throw Problem.invalid("currency", "must be a currency by its ISO 4217 code");
        }
        return transactions.asService(
                session ->
                        rates.require(session, currency, clock.instant())
                                .map(known -> InvoiceLine.parse(id, body, known))
                                .chain(lines -> replace(session, id, lines).replaceWith(lines))
                                .map(lines -> Imported.of(id, currency, lines)));
    }

    private Uni<Integer> replace(Mutiny.Session session, String id, List<InvoiceLine> lines) {
        Map<String, String> written =
                Map.of("rows", Rows.json(lines), "now", clock.instant().toString());
        return Rows.execute(session, FORGET, Map.of("invoice", id))
                .chain(() -> Rows.execute(session, ADD, written));
    }

    @GET
    public Uni<Reconciliation> compare(@PathParam("id") String id) {
        requireOperator();
        return transactions
                .asService(session -> Rows.documents(session, COMPARE, Map.of("invoice", id)))
                .map(rows -> reconciliation(id, rows));
    }

    private static Reconciliation reconciliation(String id, List<JsonNode> rows) {
        if (rows.isEmpty()) {
            throw Problem.notFound("invoice", id);
        }
        List<Difference> differences =
                rows.stream()
                        .<Difference>mapMulti(
                                (row, out) -> {
                                    Difference one = Difference.of(row);
                                    if (one != null) {
                                        out.accept(one);
                                    }
                                })
                        .toList();
        return new Reconciliation(
                id,
                sum(rows, "invoiced"),
                sum(rows, "ledger"),
                rows.size() - differences.size(),
                differences);
    }

    private static Money sum(List<JsonNode> rows, String column) {
        return new Money(rows.stream().mapToLong(r -> r.get(column).asLong()).sum());
    }

    private void requireOperator() {
        if (!callers.current().speaksForAll()) {
            throw Problem.forbidden("invoices are for operators");
        }
    }
}
