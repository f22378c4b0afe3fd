package io.headroom.provisioning.price.spot;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.price.SpotHistoryRead;
import io.headroom.contracts.price.SpotHistoryRead.Point;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.outbox.Outbox;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Roles;
import io.headroom.provisioning.price.PriceSettings;

/// `/api/v1/list-prices/spot`: spot prices of the past, from an operator's file.
@Path("/api/v1/list-prices/spot")
@Tag(name = "list-prices")
@RunOnVirtualThread
public class SpotPricesResource {

    /// How many prices were told on. They show in `/api/v1/prices` within seconds; those that are there already stay.
    public record PricesTold(int told) {}

    private final Outbox outbox;
    private final SpotHighs highs;
    private final PriceSettings settings;
    private final Transactions transactions;
    private final InstantSource clock;

    @Inject
    SpotPricesResource(
            Outbox outbox,
            SpotHighs highs,
            PriceSettings settings,
            Transactions transactions,
            InstantSource clock) {
        this.outbox = outbox;
        this.highs = highs;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    @POST
    @Operation(
            operationId = "saySpotPrices",
            summary = "Say what spot machines cost in the past; the same again changes nothing")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public PricesTold say(@Nullable SpotFile file) {
        if (file == null) {
            throw Problem.invalid("body", "is required");
        }
        List<FieldError> errors = new ArrayList<>();
        Map<SpotPlace, List<Point>> read = file.read(clock.instant(), errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        List<SpotHistoryRead> events = new ArrayList<>();
        read.forEach(
                (place, prices) ->
                        events.addAll(SpotHistoryRows.events(place, PriceSource.FILE, prices)));
        Instant now = clock.instant();
        Instant oldest = now.minus(settings.spotHistory());
        transactions
                .asService(
                        session ->
                                Multi.createFrom()
                                        .iterable(read.entrySet())
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                e ->
                                                        SpotPriceRows.keep(
                                                                session,
                                                                e.getKey(),
                                                                e.getValue(),
                                                                oldest,
                                                                now))
                                        .collect()
                                        .asList()
                                        .chain(() -> outbox.add(session, events)))
                .await()
                .indefinitely();
        highs.refresh();
        return new PricesTold(read.values().stream().mapToInt(List::size).sum());
    }
}
