package io.headroom.cloudsim.redfish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.headroom.cloudsim.call.Calls;
import io.headroom.cloudsim.call.Gate;
import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.market.Catalogue.RedfishSystem;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.wire.Connection;
import io.headroom.contracts.time.VirtualClock;

/// `/redfish/v1`: one service in front of all declared machines.
@Path("/redfish")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RedfishResource {

    private final Systems systems;
    private final Credentials credentials;
    private final Gate gate;
    private final Calls calls;
    private final VirtualClock clock;
    private final Connection connection;

    RedfishResource(
            Systems systems,
            Credentials credentials,
            Gate gate,
            Calls calls,
            VirtualClock clock,
            Connection connection) {
        this.systems = systems;
        this.credentials = credentials;
        this.gate = gate;
        this.calls = calls;
        this.clock = clock;
        this.connection = connection;
    }

    @GET
    public ObjectNode versions() {
        return SystemJson.object().put("v1", "/redfish/v1/");
    }

    @GET
    @Path("/v1")
    public ObjectNode root() {
        return SystemJson.root();
    }

    @POST
    @Path("/v1/SessionService/Sessions")
    public Response login(JsonNode body) {
        try {
            String token =
                    credentials.login(
                            body.path("UserName").asText(), body.path("Password").asText());
            String location = "/redfish/v1/SessionService/Sessions/1";
            return Response.status(201)
                    .header(Credentials.SESSION_HEADER, token)
                    .header("Location", location)
                    .entity(
                            SystemJson.resource(
                                    location, "#Session.v1_7_0.Session", "1", "User Session"))
                    .build();
        } catch (RedfishError error) {
            return Response.status(error.status()).entity(error.json()).build();
        }
    }

    @GET
    @Path("/v1/Systems")
    public Response collection() {
        return answer(
                "Systems",
                List.of(),
                () ->
                        Optional.of(
                                SystemJson.collection(
                                        systems.all().stream().map(RedfishSystem::id).toList())));
    }

    @GET
    @Path("/v1/Systems/{id}")
    public Response system(@PathParam("id") String id) {
        return answer("System", List.of(id), () -> Optional.of(describe(id)));
    }

    @PATCH
    @Path("/v1/Systems/{id}")
    public Response patch(@PathParam("id") String id, JsonNode body) {
        return answer(
                "Patch",
                List.of(id),
                () -> {
                    boolean known =
                            body.properties().stream()
                                    .allMatch(
                                            p ->
                                                    p.getKey().equals("AssetTag")
                                                            || p.getKey().equals("Oem"));
                    if (!known || body.isEmpty()) {
                        throw new RedfishError(
                                400,
                                "PropertyUnknown",
                                "Only AssetTag and Oem.Headroom.UserData can be changed.");
                    }
                    systems.patch(id, body);
                    return Optional.of(describe(id));
                });
    }

    @POST
    @Path("/v1/Systems/{id}/Actions/ComputerSystem.Reset")
    public Response reset(@PathParam("id") String id, JsonNode body) {
        String type = body.path("ResetType").asText();
        return answer(
                "Reset " + type,
                List.of(id),
                () -> {
                    switch (type) {
                        case "On" -> systems.on(id);
                        case "GracefulShutdown", "ForceOff" -> systems.off(id, type);
                        default ->
                                throw new RedfishError(
                                        400,
                                        "ActionParameterValueNotInList",
                                        "The value '%s' for the parameter ResetType is not in the list of acceptable values."
                                                .formatted(type));
                    }
                    return Optional.empty();
                });
    }

    private ObjectNode describe(String id) {
        var system = systems.system(id);
        return SystemJson.system(
                id, systems.type(system), systems.controller(id), systems.machine(id));
    }

    private Response answer(
            String action, List<String> subjects, Supplier<Optional<ObjectNode>> work) {
        Instant arrived = clock.realTime().instant();
        try {
            credentials.check();
            gate.pass(Provider.REDFISH, action);
            Optional<ObjectNode> answer = work.get();
            boolean lost = gate.losesAnswer(Provider.REDFISH, action);
            calls.record(arrived, Provider.REDFISH, action, lost ? "lost" : "ok", subjects);
            if (lost) {
                connection.drop();
            }
            return answer.map(json -> Response.ok(json).build())
                    .orElseGet(() -> Response.noContent().build());
        } catch (Refused refused) {
            return failed(arrived, action, subjects, RedfishError.of(refused));
        } catch (RedfishError error) {
            return failed(arrived, action, subjects, error);
        }
    }

    private Response failed(
            Instant arrived, String action, List<String> subjects, RedfishError error) {
        calls.record(arrived, Provider.REDFISH, action, error.id(), subjects);
        return Response.status(error.status()).entity(error.json()).build();
    }
}
