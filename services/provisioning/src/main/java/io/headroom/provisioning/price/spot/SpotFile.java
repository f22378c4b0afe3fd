package io.headroom.provisioning.price.spot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.SpotHistoryRead.Point;
import io.headroom.platform.rest.FieldError;

/// Spot prices of the past, as an operator's file has them: texts, so that everything that is wrong can be named at once.
@Schema(
        name = "SpotPriceFile",
        examples =
                "{\"prices\":[{\"provider\":\"aws\",\"region\":\"us-east-1\",\"zone\":\"us-east-1a\",\"instanceType\":\"p5.48xlarge\","
                        + "\"perHour\":\"21.50\",\"from\":\"2026-11-01T00:00:00Z\"}]}")
public record SpotFile(@Nullable List<@Nullable Line> prices) {

    static final int MOST = 50_000;

    /// One price.
    ///
    /// @param perHour dollars an hour, as a decimal string
    /// @param from when it began to hold, not after now; it holds until the next one of its type and zone
    public record Line(
            @Nullable String provider,
            @Nullable String region,
            @Nullable String zone,
            @Nullable String instanceType,
            @Nullable String perHour,
            @Nullable String from) {}

    /// What is in it, oldest first in each place. Whatever is wrong is added to the errors.
    Map<SpotPlace, List<Point>> read(Instant now, List<FieldError> errors) {
        List<@Nullable Line> lines = prices == null ? List.of() : prices;
        if (lines.isEmpty() || lines.size() > MOST) {
            errors.add(new FieldError("prices", "must be 1 to " + MOST + " prices"));
        }
        Map<SpotPlace, TreeMap<Instant, Money>> found = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(MOST, lines.size()); i++) {
            Line line = lines.get(i);
            new Reading("prices[" + i + "]", line == null ? EMPTY : line, errors).into(found, now);
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

    private static final Line EMPTY = new Line(null, null, null, null, null, null);

    private record Reading(String path, Line line, List<FieldError> errors) {

        void into(Map<SpotPlace, TreeMap<Instant, Money>> found, Instant now) {
            int before = errors.size();
            Optional<ProviderKind> provider = provider();
            SpotPlace place =
                    new SpotPlace(
                            provider.orElse(ProviderKind.AWS),
                            word(line.region(), "region"),
                            word(line.zone(), "zone"),
                            word(line.instanceType(), "instanceType"));
            Money price = perHour();
            Instant from = from(now);
            if (errors.size() == before) {
                found.computeIfAbsent(place, _ -> new TreeMap<>()).put(from, price);
            }
        }

        private Optional<ProviderKind> provider() {
            String word = String.valueOf(line.provider()).toLowerCase(Locale.ROOT);
            Optional<ProviderKind> kind =
                    Arrays.stream(ProviderKind.values())
                            .filter(k -> k != ProviderKind.REDFISH)
                            .filter(k -> DashedEnums.nameOf(k).equals(word))
                            .findFirst();
            if (kind.isEmpty()) {
                wrong("provider", "must be aws or gcp");
            }
            return kind;
        }

        private String word(@Nullable String text, String field) {
            if (text == null || !text.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,62}")) {
                wrong(field, "must be up to 63 letters, digits, dots and dashes");
                return "";
            }
            return text;
        }

        private Money perHour() {
            try {
                Money price = Money.of(String.valueOf(line.perHour()));
                if (!price.isPositive() || price.compareTo(Money.of("10000")) > 0) {
                    wrong("perHour", "must be above 0 and at most 10000.00");
                }
                return price;
            } catch (InvalidFields _) {
                wrong("perHour", "must be dollars an hour such as 12.50");
                return Money.ZERO;
            }
        }

        private Instant from(Instant now) {
            try {
                Instant from = Instant.parse(String.valueOf(line.from()));
                if (from.isAfter(now)) {
                    wrong("from", "must not be after now: these are prices of the past");
                }
                return from;
            } catch (DateTimeException _) {
                wrong("from", "must be an instant such as 2026-11-01T00:00:00Z");
                return now;
            }
        }

        private void wrong(String field, String message) {
            errors.add(new FieldError(path + "." + field, message));
        }
    }
}
