package io.headroom.cloudsim.bill;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.price.CommitmentSpec;

/// `/simulator/v1/commitments`: what the customer bought of the providers' reserved machines, savings plans and committed use.
@Path("/simulator/v1/commitments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CommitmentsResource {

    private final Commitments commitments;

    CommitmentsResource(Commitments commitments) {
        this.commitments = commitments;
    }

    @GET
    public String all() {
        return written(commitments.all());
    }

    /// As the API of the cost service takes it.
    @PUT
    @Path("{name}")
    public String declare(@PathParam("name") String name, String body) {
        try {
            CommitmentSpec spec = HeadroomJson.mapper().readValue(body, CommitmentSpec.class);
            commitments.declare(name, spec);
            return written(spec);
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e.getOriginalMessage(), e);
        }
    }

    private static String written(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("commitments cannot be written", e);
        }
    }
}
