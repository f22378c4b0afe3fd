package io.headroom.cloudsim.pricelist;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.headroom.cloudsim.call.Calls;
import io.headroom.cloudsim.call.Gate;
import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.wire.Connection;
import io.headroom.cloudsim.wire.Signature;
import io.headroom.contracts.time.VirtualClock;

/// `/pricing`: AWS Price List's query API; the header `X-Amz-Target` says which call it is.
@Path("/pricing")
@RunOnVirtualThread
@Consumes(PriceListResource.JSON)
@Produces(PriceListResource.JSON)
public class PriceListResource {

    static final String JSON = "application/x-amz-json-1.1";
    private static final String PREFIX = "AWSPriceListService.";

    private final Signature signature;
    private final Gate gate;
    private final Calls calls;
    private final VirtualClock clock;
    private final GetProducts getProducts;
    private final Connection connection;
    private final ObjectMapper mapper;

    PriceListResource(
            Signature signature,
            Gate gate,
            Calls calls,
            VirtualClock clock,
            GetProducts getProducts,
            Connection connection,
            ObjectMapper mapper) {
        this.signature = signature;
        this.gate = gate;
        this.calls = calls;
        this.clock = clock;
        this.getProducts = getProducts;
        this.connection = connection;
        this.mapper = mapper;
    }

    @POST
    public Response call(
            @Context HttpHeaders headers, @HeaderParam("X-Amz-Target") String target, String body) {
        Instant arrived = clock.realTime().instant();
        String action = String.valueOf(target).replace(PREFIX, "");
        try {
            checkSignature(headers, body);
            gate.pass(Provider.AWS, action);
            ObjectNode answer = answer(action, read(body));
            calls.record(arrived, Provider.AWS, action, "ok", List.of());
            return Response.ok(answer.toString()).build();
        } catch (Refused refused) {
            return failed(arrived, action, PriceListError.of(refused));
        } catch (PriceListError error) {
            return failed(arrived, action, error);
        }
    }

    private ObjectNode answer(String action, JsonNode request) {
        if (action.equals("GetProducts")) {
            return getProducts.answer(request);
        }
        throw new PriceListError(
                400, "UnknownOperationException", "Only GetProducts is simulated.");
    }

    private JsonNode read(String body) {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw new PriceListError(400, "SerializationException", "not JSON");
        }
    }

    private void checkSignature(HttpHeaders headers, String body) {
        switch (signature.of("pricing", headers, connection.path(), body)) {
            case RIGHT -> {}
            case MISSING ->
                    throw new PriceListError(
                            400, "MissingAuthenticationTokenException", "Missing Token");
            case WRONG ->
                    throw new PriceListError(
                            400,
                            "UnrecognizedClientException",
                            "The security token included in the request is invalid.");
        }
    }

    private Response failed(Instant arrived, String action, PriceListError error) {
        calls.record(arrived, Provider.AWS, action, error.code(), List.of());
        return Response.status(error.status()).entity(error.json().toString()).build();
    }
}
