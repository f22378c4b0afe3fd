package io.headroom.provisioning.price.spot;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.SpotHistoryRead.Point;
import io.headroom.engine.price.SpotCourse;
import io.headroom.platform.database.Rows;

/// Spot prices of the past as far back as markets are judged by them, and how high each market goes.
final class SpotPriceRows {

    /// The highest price of all but seven minutes of a day. More follows every spike, less is passed by each day's peak.
    private static final int MOSTLY = 995;

    /// Of less nothing is concluded: a market's week has its own wave.
    private static final Duration LEAST = Duration.ofDays(7);

    private static final String KEEP =
            """
            insert into spot_price (provider, zone, instance_type, from_at, per_hour)
            select :provider, :zone, :type, "from", "perHour"
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r("from" timestamptz, "perHour" bigint)
            on conflict do nothing
            """;

    /// But for the one that still held then.
    private static final String FORGET =
            """
            delete from spot_price p where provider = :provider and zone = :zone and instance_type = :type
            and from_at < (select max(from_at) from spot_price o where o.provider = p.provider and o.zone = p.zone
                and o.instance_type = p.instance_type and o.from_at <= cast(cast(:oldest as text) as timestamptz))
            """;

    private static final String COURSE =
            """
            select from_at as "from", per_hour as "perHour" from spot_price
            where provider = :provider and zone = :zone and instance_type = :type order by from_at
            """;

    private static final String HIGH =
            """
            insert into spot_high (provider, zone, instance_type, per_hour, looked_at)
            values (:provider, :zone, :type, :high, cast(cast(:now as text) as timestamptz))
            on conflict (provider, zone, instance_type) do update set per_hour = excluded.per_hour, looked_at = excluded.looked_at
            """;

    private static final String HIGHS =
            """
            select provider, zone, instance_type as type, per_hour as "perHour" from spot_high
            """;

    private record Line(Instant from, long perHour) {}

    /// How high one market goes.
    record High(String provider, String zone, String type, long perHour) {}

    private SpotPriceRows() {}

    /// Keeps them and looks anew how high this market goes.
    ///
    /// @param oldest what held before is forgotten
    static Uni<Void> keep(
            Mutiny.Session session,
            SpotPlace place,
            List<Point> prices,
            Instant oldest,
            Instant now) {
        List<Line> lines =
                prices.stream().map(p -> new Line(p.from(), p.perHour().micros())).toList();
        return Rows.execute(session, KEEP, with(place, Map.of("rows", Rows.json(lines))))
                .chain(
                        () ->
                                Rows.execute(
                                        session,
                                        FORGET,
                                        with(place, Map.of("oldest", oldest.toString()))))
                .chain(() -> Rows.list(session, COURSE, with(place, Map.of()), Line.class))
                .map(known -> high(known, oldest, now))
                .chain(high -> note(session, place, high, now));
    }

    private static Optional<Money> high(List<Line> known, Instant oldest, Instant now) {
        return new SpotCourse(
                        known.stream()
                                .map(l -> new SpotCourse.Price(l.from(), new Money(l.perHour())))
                                .toList())
                .notPassed(MOSTLY, oldest, now, LEAST);
    }

    private static Uni<Void> note(
            Mutiny.Session session, SpotPlace place, Optional<Money> high, Instant now) {
        return high.isEmpty()
                ? Uni.createFrom().voidItem()
                : Rows.execute(
                                session,
                                HIGH,
                                with(
                                        place,
                                        Map.of("high", high.get().micros(), "now", now.toString())))
                        .replaceWithVoid();
    }

    static Uni<List<High>> highs(Mutiny.Session session) {
        return Rows.list(session, HIGHS, Map.of(), High.class);
    }

    private static Map<String, Object> with(SpotPlace place, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.put("provider", place.provider().name());
        values.put("zone", place.zone());
        values.put("type", place.instanceType());
        return values;
    }
}
