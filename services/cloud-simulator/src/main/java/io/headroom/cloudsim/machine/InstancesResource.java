package io.headroom.cloudsim.machine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.Provider;
import io.headroom.contracts.time.VirtualClock;

/// `/simulator/v1`: the machines that there are at all providers, what is sold, and how fast the providers are.
@Path("/simulator/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class InstancesResource {

    /// A machine without its secrets.
    public record Item(
            String instance,
            String name,
            Provider provider,
            String zone,
            String type,
            CapacityType capacityType,
            MachineState state,
            String reason,
            Instant launchedAt,
            Instant since,
            @Nullable Reclaim reclaim,
            Map<String, String> labels) {
        static Item of(Machine machine) {
            Order order = machine.order();
            return new Item(
                    machine.id(),
                    order.name(),
                    order.provider(),
                    order.zone(),
                    order.type(),
                    order.capacityType(),
                    machine.state(),
                    machine.condition().reason(),
                    order.at(),
                    machine.condition().since(),
                    machine.reclaim(),
                    machine.labels());
        }
    }

    /// All machines, those that are gone as well.
    ///
    /// @param now virtual time
    /// @param left how many are not gone
    public record Page(Instant now, long left, List<Item> items) {}

    private final Machines machines;
    private final Pace pace;
    private final Catalogue catalogue;
    private final VirtualClock clock;

    public InstancesResource(
            Machines machines, Pace pace, Catalogue catalogue, VirtualClock clock) {
        this.machines = machines;
        this.pace = pace;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @GET
    @Path("/instances")
    public Page instances() {
        List<Item> items = machines.all().stream().map(Item::of).toList();
        return new Page(
                clock.instant(), items.stream().filter(i -> !i.state().gone()).count(), items);
    }

    @GET
    @Path("/catalogue")
    public Catalogue catalogue() {
        return catalogue;
    }

    @GET
    @Path("/answer-at-once")
    public Pace.AtOnce atOnce() {
        return pace.atOnce();
    }

    @PUT
    @Path("/answer-at-once")
    public Pace.AtOnce atOnce(Pace.AtOnce wanted) {
        pace.set(wanted);
        return pace.atOnce();
    }
}
