package io.headroom.cost.rate;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.ExchangeRate;
import io.headroom.cost.budget.BudgetAudit;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/rates`: what other currencies are in dollars, from when until when. Everybody may see them: they are no tenant's.
@Path("/api/v1/rates")
@Tag(name = "rates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RatesResource {

    /// Every rate with when the next one begins.
    static final String ALL =
            """
            select * from (select concat(currency, '/', to_char(from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as id,
                currency, from_at as "from", lead(from_at) over (partition by currency order by from_at) as until,
                cast(dollars as text) as dollars, said_at as "saidAt", said_by as "saidBy" from rate) r
            """;

    private static final String LIST =
            ALL
                    + """
                    where (:currency = '' or currency = :currency)
                    and (:at = '' or ("from" <= cast(nullif(:at, '') as timestamptz)
                        and (until is null or until > cast(nullif(:at, '') as timestamptz))))
                    and id > :after order by id limit :most
                    """;

    private final Callers callers;
    private final Transactions transactions;
    private final RateKeeping keeping;
    private final BudgetAudit audit;

    @Inject
    RatesResource(
            Callers callers, Transactions transactions, RateKeeping keeping, BudgetAudit audit) {
        this.callers = callers;
        this.transactions = transactions;
        this.keeping = keeping;
        this.audit = audit;
    }

    @GET
    @Operation(
            operationId = "listRates",
            summary = "What other currencies are in dollars, from when until when")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Page<RateView>> list(
            @QueryParam("currency") @DefaultValue("") String currency,
            @QueryParam("at")
                    @DefaultValue("")
                    @Parameter(description = "What held at this instant; absent: every rate")
                    String at,
            @BeanParam PageQuery page) {
        Map<String, Object> asked =
                Map.of(
                        "currency", currency,
                        "at", instant(at),
                        "after", page.after().orElse(""),
                        "most", page.fetch());
        return transactions
                .asService(session -> Rows.list(session, LIST, asked, RateView.class))
                .map(rows -> Page.of(rows, page, RateView::id).map(RateView::plain));
    }

    private static String instant(String at) {
        try {
            return at.isBlank() ? "" : Instant.parse(at).toString();
        } catch (DateTimeException _) {
            throw Problem.invalid("at", "must be an instant such as 2026-11-01T00:00:00Z");
        }
    }

    /// Whoever may not is not turned away at the door: the attempt is kept.
    @PUT
    @Operation(
            operationId = "sayRate",
            summary = "Say what one unit of a currency is in dollars, from when on")
    @Path("{currency}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Response> put(
            @PathParam("currency") String currency,
            @RequestBody(content = @Content(schema = @Schema(implementation = RateBody.class)))
                    @Nullable JsonNode body) {
        Caller caller = callers.current();
        BudgetAudit.Attempt attempt = new BudgetAudit.Attempt(caller, subject(currency), "put");
        try {
            requireForAll(caller, "rates are said by operators");
            if (!ExchangeRate.isForeign(currency)) {
                throw Problem.invalid(
                        "currency", "must be a currency by its ISO 4217 code, and not USD");
            }
            RateBody said = RateBody.read(body);
            return transactions
                    .asService(
                            session ->
                                    keeping.keep(session, currency, said, caller.name())
                                            .call(
                                                    kept ->
                                                            audit.done(
                                                                    session,
                                                                    attempt,
                                                                    detail(kept.rate()))))
                    .map(RatesResource::answer)
                    .onFailure()
                    .call(failure -> audit.refused(attempt, failure));
        } catch (RuntimeException refused) {
            return audit.refused(attempt, refused).chain(() -> Uni.createFrom().failure(refused));
        }
    }

    @GET
    @Operation(
            operationId = "listRateHistory",
            summary = "Who wanted to say what of a currency, and what came of it")
    @Path("{currency}/history")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public Uni<Page<BudgetAudit.AuditEntry>> history(
            @PathParam("currency") String currency, @BeanParam PageQuery query) {
        requireForAll(callers.current(), "the history of rates is for operators");
        long after = query.afterNumber();
        return transactions
                .asService(session -> audit.list(session, subject(currency), query, after))
                .map(entries -> Page.of(entries, query, BudgetAudit.AuditEntry::id));
    }

    private static Response answer(RateKeeping.Kept kept) {
        URI all = URI.create("/api/v1/rates?currency=" + kept.rate().currency());
        return (kept.fresh() ? Response.created(all) : Response.ok()).entity(kept.rate()).build();
    }

    private static String detail(RateView rate) {
        return "%s from %s".formatted(rate.dollars().toPlainString(), rate.from());
    }

    /// In the log of budgets; no budget is called so.
    private static String subject(String currency) {
        return "rates/" + currency;
    }

    private static void requireForAll(Caller caller, String why) {
        boolean declares = caller.has(Roles.OPERATOR) || caller.has(Roles.ADMIN);
        if (!declares || !caller.speaksForAll()) {
            throw Problem.forbidden(
                    caller.name() + " speaks for tenant " + caller.tenant() + " alone: " + why);
        }
    }
}
