package io.headroom.placement.workload;

import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.placement.intake.Intake;
import io.headroom.platform.rest.IdempotencyKey;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/workloads`: submit, look, cancel.
@Path("/api/v1/workloads")
@Tag(name = "workloads")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class WorkloadsResource {

    private final Intake intake;
    private final WorkloadLifecycle lifecycle;
    private final WorkloadReader reader;
    private final Callers callers;

    @Inject
    WorkloadsResource(
            Intake intake, WorkloadLifecycle lifecycle, WorkloadReader reader, Callers callers) {
        this.intake = intake;
        this.lifecycle = lifecycle;
        this.reader = reader;
        this.callers = callers;
    }

    @POST
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER})
    @Operation(operationId = "submitWorkload", summary = "Submit a workload")
    public Uni<Response> submit(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable WorkloadSpec spec) {
        if (spec == null) {
            throw Problem.invalid("body", "is required");
        }
        Caller caller = callers.current();
        caller.requireTenant(spec.tenant());
        return intake.submit(spec, caller, IdempotencyKey.of(key)).map(Reply::toResponse);
    }

    @GET
    @Operation(operationId = "listWorkloads", summary = "Workloads in order of creation")
    public Uni<Page<WorkloadView>> list(
            @BeanParam PageQuery page, @BeanParam WorkloadFilter filter) {
        return reader.list(callers.current(), page, filter);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "showWorkload", summary = "One workload")
    public Uni<Response> show(@PathParam("id") String id) {
        return reader.find(callers.current(), id(id))
                .map(view -> Reply.ok(view, view.version()).toResponse());
    }

    @GET
    @Path("{id}/story")
    @Operation(operationId = "showStory", summary = "What happened to a workload, in order")
    public Uni<Page<Story.Chapter>> story(@PathParam("id") String id) {
        return reader.story(callers.current(), id(id));
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER})
    @Operation(operationId = "cancelWorkload", summary = "End a workload; again changes nothing")
    public Uni<Response> cancel(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return lifecycle
                .cancel(id(id), IfMatch.of(ifMatch), callers.current())
                .map(Reply::toResponse);
    }

    private static WorkloadId id(String text) {
        try {
            return new WorkloadId(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("workload", text);
        }
    }
}
