package io.headroom.provisioning.price.spot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.price.SpotHistoryRead;
import io.headroom.contracts.price.SpotHistoryRead.Point;
import io.headroom.platform.database.Rows;
import io.headroom.platform.outbox.Outbox;

/// Up to when the history of each place was read; the prices themselves are told to who keeps all that was ever charged.
@Singleton
final class SpotHistoryRows {

    private static final String READ_TO =
            """
            select cast(extract(epoch from read_to) as bigint) as seconds from spot_history
            where provider = :provider and zone = :zone and instance_type = :type
            """;

    private static final String NOTE =
            """
            insert into spot_history (provider, zone, instance_type, read_to)
            values (:provider, :zone, :type, cast(cast(:to as text) as timestamptz))
            on conflict (provider, zone, instance_type) do update set read_to = excluded.read_to
            where spot_history.read_to < excluded.read_to
            """;

    private record Seconds(long seconds) {}

    private final Outbox outbox;

    @Inject
    SpotHistoryRows(Outbox outbox) {
        this.outbox = outbox;
    }

    /// The instant up to which it was read; where it never was, the one given.
    Uni<Instant> readTo(Mutiny.Session session, SpotPlace place, Instant otherwise) {
        return Rows.list(session, READ_TO, key(place), Seconds.class)
                .map(
                        rows ->
                                rows.stream()
                                        .map(r -> Instant.ofEpochSecond(r.seconds()))
                                        .filter(otherwise::isBefore)
                                        .findFirst()
                                        .orElse(otherwise));
    }

    /// Tells of them, oldest first, and notes how far they were read: in one transaction.
    ///
    /// @param oldest how far back markets are judged
    Uni<Void> tell(
            Mutiny.Session session,
            SpotPlace place,
            List<Point> prices,
            Instant oldest,
            Instant to) {
        return Rows.execute(session, NOTE, with(place, to))
                .chain(() -> SpotPriceRows.keep(session, place, prices, oldest, to))
                .chain(() -> outbox.add(session, events(place, PriceSource.SPOT_HISTORY, prices)));
    }

    static List<SpotHistoryRead> events(SpotPlace place, PriceSource source, List<Point> prices) {
        List<SpotHistoryRead> events = new ArrayList<>();
        for (int from = 0; from < prices.size(); from += SpotHistoryRead.MOST) {
            events.add(
                    new SpotHistoryRead(
                            place.provider(),
                            place.region(),
                            place.zone(),
                            place.instanceType(),
                            source,
                            prices.subList(
                                    from, Math.min(prices.size(), from + SpotHistoryRead.MOST))));
        }
        return events;
    }

    private static Map<String, Object> key(SpotPlace place) {
        return Map.of(
                "provider", place.provider().name(),
                "zone", place.zone(),
                "type", place.instanceType());
    }

    private static Map<String, Object> with(SpotPlace place, Instant to) {
        return Map.of(
                "provider", place.provider().name(),
                "zone", place.zone(),
                "type", place.instanceType(),
                "to", to.toString());
    }
}
