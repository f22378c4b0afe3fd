package io.headroom.cloudsim.gce;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.InstanceType;
import io.headroom.cloudsim.market.Provider;
import io.headroom.contracts.time.VirtualClock;

/// `/gce/compute/v1/projects/{project}`: what spans zones (aggregated lists), machine types, operations.
@Path("/gce/compute/v1/projects/{project}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProjectResource {

    /// Google waits up to two minutes; a client of a simulator gets its answer sooner, and may ask again.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final GceDesk desk;
    private final GceInstances instances;
    private final Operations operations;
    private final Catalogue catalogue;
    private final VirtualClock clock;

    @PathParam("project")
    String project = "";

    ProjectResource(
            GceDesk desk,
            GceInstances instances,
            Operations operations,
            Catalogue catalogue,
            VirtualClock clock) {
        this.desk = desk;
        this.instances = instances;
        this.operations = operations;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @GET
    @Path("/aggregated/instances")
    public Response allInstances(
            @QueryParam("filter") Optional<String> filter,
            @QueryParam("pageToken") Optional<String> pageToken,
            @QueryParam("maxResults") Optional<Integer> maxResults) {
        return desk.answer(
                "instances.aggregatedList",
                () -> {
                    List<ObjectNode> items =
                            instances.list(Filter.parse(filter.orElse(""))).stream()
                                    .map(m -> GceJson.instance(project, m))
                                    .toList();
                    return aggregated(
                            "compute#instanceAggregatedList",
                            "instances",
                            items,
                            Page.of(pageToken, maxResults));
                });
    }

    @GET
    @Path("/aggregated/machineTypes")
    public Response allMachineTypes(@QueryParam("filter") Optional<String> filter) {
        return desk.answer(
                "machineTypes.aggregatedList",
                () -> {
                    ObjectNode json =
                            GceJson.object()
                                    .put("kind", "compute#machineTypeAggregatedList")
                                    .put("id", "list");
                    ObjectNode scopes = json.putObject("items");
                    for (String zone : catalogue.shelf(Provider.GCP).zones()) {
                        scopes.putObject("zones/" + zone)
                                .putArray("machineTypes")
                                .addAll(types(zone, filter));
                    }
                    return json;
                });
    }

    @GET
    @Path("/zones/{zone}/machineTypes")
    public Response machineTypes(
            @PathParam("zone") String zone,
            @QueryParam("filter") Optional<String> filter,
            @QueryParam("pageToken") Optional<String> pageToken,
            @QueryParam("maxResults") Optional<Integer> maxResults) {
        return desk.answer(
                "machineTypes.list",
                () -> {
                    instances.checkZone(zone);
                    return GceJson.list(
                            "compute#machineTypeList",
                            types(zone, filter),
                            Page.of(pageToken, maxResults));
                });
    }

    @GET
    @Path("/zones/{zone}/machineTypes/{name}")
    public Response machineType(@PathParam("zone") String zone, @PathParam("name") String name) {
        return desk.answer(
                "machineTypes.get",
                () -> {
                    instances.checkZone(zone);
                    return catalogue
                            .find(Provider.GCP, name)
                            .map(type -> GceJson.machineType(project, zone, type))
                            .orElseThrow(() -> GceError.notFound("machineTypes/" + name));
                });
    }

    @GET
    @Path("/zones/{zone}/operations/{name}")
    public Response operation(@PathParam("zone") String zone, @PathParam("name") String name) {
        return desk.answer(
                "zoneOperations.get",
                () -> GceJson.operation(operations.get(zone, name), clock.instant()));
    }

    @POST
    @Path("/zones/{zone}/operations/{name}/wait")
    public Response waitFor(@PathParam("zone") String zone, @PathParam("name") String name) {
        return desk.answer(
                "zoneOperations.wait",
                () -> {
                    Operation operation = operations.get(zone, name);
                    Instant now = clock.instant();
                    Duration left = clock.toReal(Duration.between(now, operation.doneAt()));
                    pause(left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left);
                    return GceJson.operation(operation, clock.instant());
                });
    }

    private List<ObjectNode> types(String zone, Optional<String> filter) {
        Filter wanted = Filter.parse(filter.orElse(""));
        return catalogue.shelf(Provider.GCP).types().stream()
                .filter(type -> wanted.passes(field -> field.equals("name") ? type.name() : ""))
                .sorted(Comparator.comparing(InstanceType::name))
                .map(type -> GceJson.machineType(project, zone, type))
                .toList();
    }

    private ObjectNode aggregated(String kind, String name, List<ObjectNode> items, Page page) {
        ObjectNode json = GceJson.object().put("kind", kind).put("id", "list");
        ObjectNode scopes = json.putObject("items");
        List<ObjectNode> chosen = page.of(items);
        for (String zone : catalogue.shelf(Provider.GCP).zones()) {
            scopes.putObject("zones/" + zone)
                    .putArray(name)
                    .addAll(
                            chosen.stream()
                                    .filter(
                                            i ->
                                                    Insertion.last(i.path("zone").asText())
                                                            .equals(zone))
                                    .toList());
        }
        page.next(items).ifPresent(next -> json.put("nextPageToken", next));
        return json;
    }

    private static void pause(Duration real) {
        if (real.isPositive()) {
            try {
                Thread.sleep(real);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
