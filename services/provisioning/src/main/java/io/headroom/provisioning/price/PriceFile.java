package io.headroom.provisioning.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
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
public record PriceFile(@Nullable List<@Nullable PriceLine> prices) {

    static final int MOST = 10_000;

    /// One price.
    ///
    /// @param perHour dollars an hour, as a decimal string
    /// @param from when it begins to hold; absent: now
    /// @param until when it ends; absent: when another one is said
    public record PriceLine(
            @Nullable String provider,
            @Nullable String region,
            @Nullable String instanceType,
            @Nullable String perHour,
            @Nullable String from,
            @Nullable String until) {}

    /// What is in it. Whatever is wrong is added to the errors, by the number of the price and the field.
    List<SaidPrice> read(Instant now, String by, List<FieldError> errors) {
        List<SaidPrice> read = new ArrayList<>();
        List<@Nullable PriceLine> lines = prices == null ? List.of() : prices;
        if (lines.isEmpty() || lines.size() > MOST) {
            errors.add(new FieldError("prices", "must be 1 to " + MOST + " prices"));
            return read;
        }
        for (int i = 0; i < lines.size(); i++) {
            PriceLine line = lines.get(i);
            String path = "prices[" + i + "]";
            if (line == null) {
                errors.add(new FieldError(path, "is required"));
            } else {
                price(line, new PriceFields(path, errors), now, by).ifPresent(read::add);
            }
        }
        return read;
    }

    private static Optional<SaidPrice> price(
            PriceLine line, PriceFields fields, Instant now, String by) {
        int before = fields.errors().size();
        ProviderKind provider =
                fields.provider(line.provider(), ": machines of our own have theirs in their pool");
        String region = fields.word(line.region(), "region");
        String type = fields.word(line.instanceType(), "instanceType");
        Money perHour = fields.perHour(line.perHour());
        Instant from = fields.instant(line.from(), "from", now);
        Instant until = line.until() == null ? null : fields.instant(line.until(), "until", now);
        if (until != null && !until.isAfter(from)) {
            fields.wrong("until", "must be after from");
        }
        return fields.errors().size() > before
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
}
