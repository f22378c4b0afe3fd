package io.headroom.cloudsim.gce;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.headroom.contracts.time.VirtualClock;

/// `/gce/compute/v1/projects/{project}/zones/{zone}/instances`.
@Path("/gce/compute/v1/projects/{project}/zones/{zone}/instances")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class InstancesResource {

    private final GceDesk desk;
    private final GceInstances instances;
    private final VirtualClock clock;

    @PathParam("project")
    String project = "";

    @PathParam("zone")
    String zone = "";

    @QueryParam("requestId")
    Optional<String> requestId = Optional.empty();

    InstancesResource(GceDesk desk, GceInstances instances, VirtualClock clock) {
        this.desk = desk;
        this.instances = instances;
        this.clock = clock;
    }

    @POST
    public Response insert(JsonNode body) {
        return operation(
                "instances.insert", () -> instances.insert(project, zone, body, requestId));
    }

    @GET
    public Response list(
            @QueryParam("filter") Optional<String> filter,
            @QueryParam("pageToken") Optional<String> pageToken,
            @QueryParam("maxResults") Optional<Integer> maxResults) {
        return desk.answer(
                "instances.list",
                () -> {
                    instances.checkZone(zone);
                    List<ObjectNode> items =
                            instances.list(Filter.parse(filter.orElse(""))).stream()
                                    .filter(m -> m.order().zone().equals(zone))
                                    .map(m -> GceJson.instance(project, m))
                                    .toList();
                    return GceJson.list(
                            "compute#instanceList", items, Page.of(pageToken, maxResults));
                });
    }

    @GET
    @Path("/{name}")
    public Response get(@PathParam("name") String name) {
        return desk.answer(
                "instances.get", () -> GceJson.instance(project, instances.get(zone, name)));
    }

    @DELETE
    @Path("/{name}")
    public Response delete(@PathParam("name") String name) {
        return operation(
                "instances.delete", () -> instances.delete(project, zone, name, requestId));
    }

    @POST
    @Path("/{name}/stop")
    public Response stop(@PathParam("name") String name) {
        return operation("instances.stop", () -> instances.stop(project, zone, name, requestId));
    }

    @POST
    @Path("/{name}/start")
    public Response start(@PathParam("name") String name) {
        return operation("instances.start", () -> instances.start(project, zone, name, requestId));
    }

    @POST
    @Path("/{name}/setLabels")
    public Response setLabels(@PathParam("name") String name, JsonNode body) {
        return operation(
                "instances.setLabels",
                () -> {
                    String known = GceJson.fingerprint(instances.get(zone, name));
                    if (!body.path("labelFingerprint").asText().equals(known)) {
                        throw new GceError(
                                412,
                                "conditionNotMet",
                                "Labels fingerprint either invalid or resource labels have changed");
                    }
                    return instances.label(
                            project, zone, name, Insertion.labels(body.path("labels")), requestId);
                });
    }

    private Response operation(String action, Supplier<Operation> work) {
        return desk.answer(action, () -> GceJson.operation(work.get(), clock.instant()));
    }
}
