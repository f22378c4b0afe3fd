package io.headroom.cloudsim.pricelist;

import java.time.Instant;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.market.ListPrices.Listed;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;
import io.headroom.contracts.time.VirtualClock;

/// `/simulator/v1/prices/{provider}/{type}`: the on-demand price; PUT changes it, for machines that run as well, from now or a later instant on.
@Path("/simulator/v1/prices/{provider}/{type}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PricesResource {

    /// @param hourly dollars an hour
    /// @param from when it begins to hold, not before now; absent: now. The list shows it from then on
    public record Wanted(Usd hourly, @Nullable Instant from) {}

    private final Market market;
    private final VirtualClock clock;

    PricesResource(Market market, VirtualClock clock) {
        this.market = market;
        this.clock = clock;
    }

    @GET
    public Listed get(@PathParam("provider") String provider, @PathParam("type") String type) {
        return market.listPrices().of(Provider.of(provider), type, clock.instant());
    }

    @PUT
    public Listed change(
            @PathParam("provider") String provider, @PathParam("type") String type, Wanted wanted) {
        Instant now = clock.instant();
        Instant from = wanted.from() == null ? now : wanted.from();
        if (from.isBefore(now)) {
            throw new IllegalArgumentException("from: must not be before now");
        }
        market.listPrices().change(Provider.of(provider), type, wanted.hourly(), from);
        return get(provider, type);
    }
}
