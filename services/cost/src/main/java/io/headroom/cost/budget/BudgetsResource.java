package io.headroom.cost.budget;

import java.time.InstantSource;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.BudgetStatus;
import io.headroom.cost.budget.standing.BudgetRows;
import io.headroom.cost.budget.standing.Statuses;
import io.headroom.cost.rate.Rates;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// Budgets: declared by name, read by those whose money they limit.
@Path("/api/v1/budgets")
@Tag(name = "budgets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BudgetsResource {

    private final Callers callers;
    private final Transactions transactions;
    private final BudgetAdmin admin;
    private final BudgetAudit audit;
    private final DryRun dryRun;
    private final Wishes wishes;
    private final Rates rates;
    private final InstantSource clock;

    @Inject
    BudgetsResource(
            Callers callers,
            Transactions transactions,
            BudgetAdmin admin,
            BudgetAudit audit,
            DryRun dryRun,
            Wishes wishes,
            Rates rates,
            InstantSource clock) {
        this.rates = rates;
        this.audit = audit;
        this.dryRun = dryRun;
        this.wishes = wishes;
        this.callers = callers;
        this.transactions = transactions;
        this.admin = admin;
        this.clock = clock;
    }

    @GET
    @Operation(operationId = "listBudgets", summary = "Budgets by name")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Page<BudgetView>> list(@BeanParam PageQuery query) {
        Caller caller = callers.current();
        return transactions
                .inTenant(caller.tenant(), session -> BudgetRows.list(session, query))
                .map(
                        rows ->
                                Page.of(
                                        rows.stream()
                                                .map(r -> BudgetView.of(r, List.of(), List.of()))
                                                .toList(),
                                        query,
                                        BudgetView::name));
    }

    @GET
    @Operation(operationId = "showBudget", summary = "One budget")
    @Path("{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Response> get(@PathParam("name") String name) {
        Caller caller = callers.current();
        return transactions
                .inTenant(caller.tenant(), session -> BudgetRows.find(session, name))
                .map(row -> row.orElseThrow(() -> Problem.notFound("budget", name)))
                .map(row -> answer(BudgetView.of(row, List.of(), List.of())));
    }

    @GET
    @Operation(
            operationId = "showBudgetStatus",
            summary = "What of a budget is spent, held and free")
    @Path("{name}/status")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<BudgetStatus> status(@PathParam("name") String name) {
        Caller caller = callers.current();
        return transactions.inTenant(
                caller.tenant(), session -> Statuses.of(session, rates, name, clock.instant()));
    }

    @GET
    @Path("{name}/history")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public Uni<Page<BudgetAudit.AuditEntry>> history(
            @PathParam("name") String name, @BeanParam PageQuery query) {
        requireForAll(callers.current(), "the history of budgets is for operators");
        long after = query.afterNumber();
        return transactions
                .asService(session -> audit.list(session, name, query, after))
                .map(entries -> Page.of(entries, query, BudgetAudit.AuditEntry::id));
    }

    /// Whoever may not is not turned away at the door: the attempt is kept.
    @PUT
    @Operation(operationId = "declareBudget", summary = "Declare or change a budget")
    @Path("{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Response> put(
            @PathParam("name") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = BudgetSpec.class)))
                    @Nullable JsonNode body,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("onExceed") @Nullable String onExceed,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
        Caller caller = callers.current();
        BudgetAudit.Attempt attempt =
                new BudgetAudit.Attempt(caller, name, dryRun ? "dry-run" : "put");
        try {
            mayWrite(caller);
            return wishes.of(name, body, IfMatch.of(ifMatch), OnExceed.of(onExceed), caller)
                    .chain(wish -> dryRun ? tried(wish) : done(wish, attempt))
                    .onFailure()
                    .call(failure -> audit.refused(attempt, failure));
        } catch (RuntimeException refused) {
            return audit.refused(attempt, refused).chain(() -> Uni.createFrom().failure(refused));
        }
    }

    private Uni<Response> done(BudgetAdmin.Wish wish, BudgetAudit.Attempt attempt) {
        return transactions
                .asService(
                        session ->
                                admin.put(session, wish)
                                        .call(
                                                put ->
                                                        audit.done(
                                                                session,
                                                                attempt,
                                                                put.view().version(),
                                                                wish.spec())))
                .map(put -> put.reply().toResponse());
    }

    private Uni<Response> tried(BudgetAdmin.Wish wish) {
        return transactions
                .asService(
                        session ->
                                admin.put(session, wish)
                                        .chain(put -> dryRun.look(session, wish, put.view())))
                .map(this::answer)
                .onFailure(DryRun.TakenBack.class)
                .recoverWithUni(back -> completed(wish, back));
    }

    private Uni<Response> completed(BudgetAdmin.Wish wish, DryRun.TakenBack back) {
        return transactions
                .asService(session -> dryRun.withLastWeek(session, wish, back))
                .map(outcome -> Response.ok(outcome).build());
    }

    @DELETE
    @Operation(operationId = "deleteBudget", summary = "Take a budget away")
    @Path("{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Response> delete(
            @PathParam("name") String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        Caller caller = callers.current();
        BudgetAudit.Attempt attempt = new BudgetAudit.Attempt(caller, name, "delete");
        try {
            mayWrite(caller);
            IfMatch expected = IfMatch.of(ifMatch);
            return transactions
                    .asService(
                            session ->
                                    admin.delete(session, name, expected, caller.name())
                                            .call(() -> audit.done(session, attempt, 0, null)))
                    .onFailure()
                    .call(failure -> audit.refused(attempt, failure))
                    .map(_ -> Response.noContent().build());
        } catch (RuntimeException refused) {
            return audit.refused(attempt, refused).chain(() -> Uni.createFrom().failure(refused));
        }
    }

    /// Nobody raises the limit of their own tenant: whoever writes budgets speaks for all.
    private static void mayWrite(Caller caller) {
        requireForAll(caller, "budgets are declared by operators");
    }

    private static void requireForAll(Caller caller, String why) {
        boolean declares = caller.has(Roles.OPERATOR) || caller.has(Roles.ADMIN);
        if (!declares || !caller.speaksForAll()) {
            throw Problem.forbidden(
                    caller.name() + " speaks for tenant " + caller.tenant() + " alone: " + why);
        }
    }

    private Response answer(BudgetView view) {
        return Response.ok(view).header(HttpHeaders.ETAG, IfMatch.etag(view.version())).build();
    }
}
