package io.headroom.cloudsim.fault;

import java.util.Arrays;
import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// `/simulator/v1/faults`: PUT replaces all that are on; PUT of one kind adds, DELETE of a kind switches it off.
@Path("/simulator/v1/faults")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FaultsResource {

    /// Faults by their switches.
    ///
    /// @param faults those that are on
    /// @param kinds those that there are
    public record Switchboard(List<Fault> faults, List<Fault.Kind> kinds) {
        public Switchboard {
            faults = faults == null ? List.of() : List.copyOf(faults);
            kinds = kinds == null ? List.of() : List.copyOf(kinds);
        }
    }

    private final Faults faults;

    public FaultsResource(Faults faults) {
        this.faults = faults;
    }

    @GET
    public Switchboard get() {
        return new Switchboard(faults.on(), Arrays.asList(Fault.Kind.values()));
    }

    @PUT
    public Switchboard set(Switchboard wanted) {
        faults.set(wanted.faults());
        return get();
    }

    @PUT
    @Path("/{kind}")
    public Switchboard on(@PathParam("kind") String kind, Fault fault) {
        Fault.Kind named = Fault.Kind.of(kind);
        faults.switchOn(
                new Fault(
                        named,
                        fault.provider(),
                        fault.zone(),
                        fault.type(),
                        fault.instance(),
                        fault.action(),
                        fault.share(),
                        fault.times(),
                        fault.delay()));
        return get();
    }

    @DELETE
    @Path("/{kind}")
    public Switchboard off(@PathParam("kind") String kind) {
        faults.switchOff(Fault.Kind.of(kind));
        return get();
    }
}
