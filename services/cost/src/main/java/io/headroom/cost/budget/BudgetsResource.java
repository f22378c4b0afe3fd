package io.headroom.cost.budget;

import java.time.InstantSource;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import io.headroom.contracts.check.Checks;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
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
    private final InstantSource clock;

    @Inject
    BudgetsResource(
            Callers callers, Transactions transactions, BudgetAdmin admin, InstantSource clock) {
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
                caller.tenant(), session -> Statuses.of(session, name, clock.instant()));
    }

    @PUT
    @Operation(operationId = "declareBudget", summary = "Declare or change a budget")
    @Path("{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public Uni<Response> put(
            @PathParam("name") String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = BudgetSpec.class)))
                    @Nullable JsonNode body,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("onExceed") @Nullable String onExceed)
            throws JsonProcessingException {
        Caller caller = mayWrite();
        check(name);
        BudgetAdmin.Wish wish =
                new BudgetAdmin.Wish(
                        name,
                        SpecBody.read(body),
                        IfMatch.of(ifMatch),
                        OnExceed.of(onExceed),
                        caller.name());
        return transactions.asService(session -> admin.put(session, wish)).map(Reply::toResponse);
    }

    @DELETE
    @Operation(operationId = "deleteBudget", summary = "Take a budget away")
    @Path("{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public Uni<Response> delete(
            @PathParam("name") String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        mayWrite();
        IfMatch expected = IfMatch.of(ifMatch);
        return transactions
                .asService(session -> admin.delete(session, name, expected))
                .map(_ -> Response.noContent().build());
    }

    /// Nobody raises the limit of their own tenant: whoever writes budgets speaks for all.
    private Caller mayWrite() {
        Caller caller = callers.current();
        if (!caller.speaksForAll()) {
            throw Problem.forbidden(
                    caller.name()
                            + " speaks for tenant "
                            + caller.tenant()
                            + " alone: budgets are declared by operators");
        }
        return caller;
    }

    private static void check(String name) {
        try {
            new Checks().name(name, "name").done();
        } catch (InvalidFields wrong) {
            throw SpecBody.problem(wrong);
        }
    }

    private Response answer(BudgetView view) {
        return Response.ok(view).header(HttpHeaders.ETAG, IfMatch.etag(view.version())).build();
    }
}
