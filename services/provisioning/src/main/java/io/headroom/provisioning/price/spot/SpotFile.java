package io.headroom.provisioning.price.spot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.SpotHistoryRead.Point;
import io.headroom.platform.rest.FieldError;
import io.headroom.provisioning.price.PriceFields;

/// Spot prices of the past, as an operator's file has them: texts, so that everything that is wrong can be named at once.
@Schema(
        name = "SpotPriceFile",
        examples =
                "{\"prices\":[{\"provider\":\"aws\",\"region\":\"us-east-1\",\"zone\":\"us-east-1a\",\"instanceType\":\"p5.48xlarge\","
                        + "\"perHour\":\"21.50\",\"from\":\"2026-11-01T00:00:00Z\"}]}")
public record SpotFile(@Nullable List<@Nullable SpotPriceLine> prices) {

    static final int MOST = 50_000;

    /// One price.
    ///
    /// @param perHour dollars an hour, as a decimal string
    /// @param from when it began to hold, not after now; it holds until the next one of its type and zone
    public record SpotPriceLine(
            @Nullable String provider,
            @Nullable String region,
            @Nullable String zone,
            @Nullable String instanceType,
            @Nullable String perHour,
            @Nullable String from) {}

    /// What is in it, oldest first in each place. Whatever is wrong is added to the errors.
    Map<SpotPlace, List<Point>> read(Instant now, List<FieldError> errors) {
        List<@Nullable SpotPriceLine> lines = prices == null ? List.of() : prices;
        if (lines.isEmpty() || lines.size() > MOST) {
            errors.add(new FieldError("prices", "must be 1 to " + MOST + " prices"));
        }
        Map<SpotPlace, TreeMap<Instant, Money>> found = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(MOST, lines.size()); i++) {
            SpotPriceLine line = lines.get(i);
            PriceFields fields = new PriceFields("prices[" + i + "]", errors);
            read(line == null ? EMPTY : line, fields, found, now);
        }
        Map<SpotPlace, List<Point>> read = new LinkedHashMap<>();
        found.forEach(
                (place, prices) ->
                        read.put(
                                place,
                                prices.entrySet().stream()
                                        .map(e -> new Point(e.getKey(), e.getValue()))
                                        .toList()));
        return read;
    }

    private static final SpotPriceLine EMPTY =
            new SpotPriceLine(null, null, null, null, null, null);

    private static void read(
            SpotPriceLine line,
            PriceFields fields,
            Map<SpotPlace, TreeMap<Instant, Money>> found,
            Instant now) {
        int before = fields.errors().size();
        SpotPlace place =
                new SpotPlace(
                        fields.provider(line.provider(), ""),
                        fields.word(line.region(), "region"),
                        fields.word(line.zone(), "zone"),
                        fields.word(line.instanceType(), "instanceType"));
        Money price = fields.perHour(line.perHour());
        Instant from = fields.instant(line.from(), "from").orElse(now);
        if (from.isAfter(now)) {
            fields.wrong("from", "must not be after now: these are prices of the past");
        }
        if (fields.errors().size() == before) {
            found.computeIfAbsent(place, _ -> new TreeMap<>()).put(from, price);
        }
    }
}
