package io.headroom.placement.log;

import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/workloads/{id}/logs`: what its replicas wrote.
@Path("/api/v1/workloads/{id}/logs")
@Tag(name = "workloads")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER})
public class LogsResource {

    private final Logs logs;
    private final Callers callers;

    @Inject
    LogsResource(Logs logs, Callers callers) {
        this.logs = logs;
        this.callers = callers;
    }

    @GET
    @Operation(
            operationId = "showLogs",
            summary =
                    "What its replicas wrote: from their nodes while they run, the end of it (8 KiB, for seven days) after")
    public Uni<Page<LogView>> logs(@PathParam("id") String id, @BeanParam LogQuery query) {
        return logs.of(callers.current(), workload(id), query.wanted())
                .map(items -> new Page<>(items, null));
    }

    private static WorkloadId workload(String text) {
        try {
            return new WorkloadId(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("workload", text);
        }
    }
}
