package io.headroom.cloudsim.call;

import java.util.List;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/// `/simulator/v1/calls`: what was asked of the providers, and when; launch latency is measured with it.
@Path("/simulator/v1/calls")
@Produces(MediaType.APPLICATION_JSON)
public class CallsResource {

    /// The newest calls, oldest first.
    public record Page(List<Call> items) {}

    private final Calls calls;

    public CallsResource(Calls calls) {
        this.calls = calls;
    }

    /// Calls that came later.
    ///
    /// @param after the number of a call that was seen already
    @GET
    public Page calls(@QueryParam("after") @DefaultValue("0") long after) {
        return new Page(calls.after(after));
    }
}
