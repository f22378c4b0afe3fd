package io.headroom.provisioning.price;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.rest.FieldError;

/// Prices that an operator says, as they come in: texts, so that everything that is wrong with them can be named at once.
@Schema(
        name = "PriceFile",
        examples =
                "{\"prices\":[{\"provider\":\"aws\",\"region\":\"us-east-1\",\"instanceType\":\"p5.48xlarge\","
                        + "\"perHour\":\"49.50\",\"from\":\"2026-12-01T00:00:00Z\"}]}")
public record PriceFile(@Nullable List<@Nullable Line> prices) {

    static final int MOST = 10_000;

    /// One price.
    ///
    /// @param perHour dollars an hour, as a decimal string
    /// @param from when it begins to hold; absent: now
    /// @param until when it ends; absent: when another one is said
    public record Line(
            @Nullable String provider,
            @Nullable String region,
            @Nullable String instanceType,
            @Nullable String perHour,
            @Nullable String from,
            @Nullable String until) {}

    /// What is in it. Whatever is wrong is added to the errors, by the number of the price and the field.
    List<SaidPrice> read(Instant now, String by, List<FieldError> errors) {
        List<SaidPrice> read = new ArrayList<>();
        List<@Nullable Line> lines = prices == null ? List.of() : prices;
        if (lines.isEmpty() || lines.size() > MOST) {
            errors.add(new FieldError("prices", "must be 1 to " + MOST + " prices"));
            return read;
        }
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String path = "prices[" + i + "]";
            if (line == null) {
                errors.add(new FieldError(path, "is required"));
            } else {
                new Reading(path, line, errors).price(now, by).ifPresent(read::add);
            }
        }
        return read;
    }

    private record Reading(String path, Line line, List<FieldError> errors) {

        Optional<SaidPrice> price(Instant now, String by) {
            int before = errors.size();
            ProviderKind provider = provider();
            String region = word(line.region(), "region");
            String type = word(line.instanceType(), "instanceType");
            Money perHour = perHour();
            Instant from = instant(line.from(), "from", now);
            Instant until = line.until() == null ? null : instant(line.until(), "until", now);
            if (until != null && !until.isAfter(from)) {
                wrong("until", "must be after from");
            }
            return errors.size() > before
                    ? Optional.empty()
                    : Optional.of(
                            new SaidPrice(
                                    new PriceKey(provider, region, type, CapacityType.ON_DEMAND),
                                    PriceSource.FILE,
                                    from,
                                    until,
                                    perHour,
                                    null,
                                    now,
                                    by));
        }

        private ProviderKind provider() {
            String word = String.valueOf(line.provider()).toLowerCase(Locale.ROOT);
            Optional<ProviderKind> kind =
                    Arrays.stream(ProviderKind.values())
                            .filter(k -> k != ProviderKind.REDFISH)
                            .filter(k -> DashedEnums.nameOf(k).equals(word))
                            .findFirst();
            if (kind.isEmpty()) {
                wrong(
                        "provider",
                        "must be aws or gcp: machines of our own have theirs in their pool");
            }
            return kind.orElse(ProviderKind.AWS);
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

        private Instant instant(@Nullable String text, String field, Instant absent) {
            try {
                return text == null || text.isBlank() ? absent : Instant.parse(text);
            } catch (DateTimeException _) {
                wrong(field, "must be an instant such as 2026-11-01T00:00:00Z");
                return absent;
            }
        }

        private void wrong(String field, String message) {
            errors.add(new FieldError(path + "." + field, message));
        }
    }
}
