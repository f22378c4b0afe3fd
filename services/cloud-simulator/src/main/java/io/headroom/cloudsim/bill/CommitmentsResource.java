package io.headroom.cloudsim.bill;

import java.util.Map;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

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
    public Map<String, CommitmentSpec> all() {
        return commitments.all();
    }

    @PUT
    @Path("{name}")
    public CommitmentSpec declare(@PathParam("name") String name, CommitmentSpec spec) {
        commitments.declare(name, spec);
        return spec;
    }
}
