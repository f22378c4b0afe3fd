package io.headroom.cost.commitment;

import java.net.URI;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.json.WrongFields;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/commitments`: what is paid for by the hour whether it is used or not.
@Path("/api/v1/commitments")
@Tag(name = "commitments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
public class CommitmentsResource {

    private final Callers callers;
    private final Transactions transactions;
    private final Commitments commitments;

    @Inject
    CommitmentsResource(Callers callers, Transactions transactions, Commitments commitments) {
        this.callers = callers;
        this.transactions = transactions;
        this.commitments = commitments;
    }

    @GET
    @Operation(operationId = "listCommitments", summary = "Commitments by name")
    public Uni<Page<CommitmentView>> list(@BeanParam PageQuery query) {
        var _ = requireForAll();
        return transactions
                .asService(session -> CommitmentRows.list(session, query))
                .map(rows -> Page.of(rows, query, CommitmentRow::name).map(CommitmentView::of));
    }

    @GET
    @Operation(operationId = "showCommitment", summary = "One commitment")
    @Path("{name}")
    public Uni<Response> get(@PathParam("name") String name) {
        var _ = requireForAll();
        return transactions
                .asService(session -> CommitmentRows.find(session, name))
                .map(row -> row.orElseThrow(() -> Problem.notFound("commitment", name)))
                .map(row -> Reply.ok(CommitmentView.of(row), row.version()).toResponse());
    }

    @PUT
    @Operation(
            operationId = "declareCommitment",
            summary = "Declare a commitment, or say when it ends",
            description =
                    "409 where a hard budget that its fee falls under lacks the money for it, or where more than `to` would change.")
    @Path("{name}")
    public Uni<Response> put(
            @PathParam("name") String name,
            @RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(implementation = CommitmentSpec.class)))
                    @Nullable JsonNode body,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        Caller caller = requireForAll();
        Commitments.Wish wish =
                new Commitments.Wish(named(name), read(body), IfMatch.of(ifMatch), caller.name());
        return transactions
                .asService(session -> commitments.put(session, wish))
                .map(
                        put ->
                                put.fresh()
                                        ? Reply.created(
                                                URI.create("/api/v1/commitments/" + name),
                                                CommitmentView.of(put.row()),
                                                put.row().version())
                                        : Reply.ok(
                                                CommitmentView.of(put.row()), put.row().version()))
                .map(Reply::toResponse);
    }

    @DELETE
    @Operation(
            operationId = "deleteCommitment",
            summary = "Take away a commitment that has not begun, or is over")
    @Path("{name}")
    public Uni<Response> delete(
            @PathParam("name") String name, @HeaderParam("If-Match") @Nullable String ifMatch) {
        var _ = requireForAll();
        IfMatch expected = IfMatch.of(ifMatch);
        return transactions
                .asService(session -> commitments.delete(session, name, expected))
                .map(_ -> Response.noContent().build());
    }

    private static String named(String name) {
        try {
            new Checks().name(name, "name").done();
            return name;
        } catch (InvalidFields wrong) {
            throw problem(wrong.fields());
        }
    }

    private static CommitmentSpec read(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.invalid("body", "must be an object");
        }
        try {
            return HeadroomJson.mapper().treeToValue(body, CommitmentSpec.class);
        } catch (JsonProcessingException failure) {
            throw problem(WrongFields.of(failure));
        }
    }

    private static RuntimeException problem(List<InvalidFields.Field> wrong) {
        return Problem.invalid(
                wrong.stream().map(f -> new FieldError(f.field(), f.message())).toList());
    }

    private Caller requireForAll() {
        Caller caller = callers.current();
        if (!caller.speaksForAll()) {
            throw Problem.forbidden(
                    caller.name()
                            + " speaks for tenant "
                            + caller.tenant()
                            + " alone: commitments are for operators");
        }
        return caller;
    }
}
