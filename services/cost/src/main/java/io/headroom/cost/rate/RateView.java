package io.headroom.cost.rate;

import java.math.BigDecimal;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.ExchangeRate;

/// A rate as the API shows it.
///
/// @param until when the next one begins to hold; absent: it is the last
/// @param dollars for one unit of the currency
public record RateView(
        String id,
        String currency,
        Instant from,
        @Nullable Instant until,
        @Schema(type = SchemaType.STRING, examples = "1.0825")
                @JsonFormat(shape = JsonFormat.Shape.STRING)
                BigDecimal dollars,
        Instant saidAt,
        String saidBy) {

    ExchangeRate rate() {
        return new ExchangeRate(currency, from, dollars);
    }

    /// Numbers without the zeros that the database fills them up with.
    RateView plain() {
        return new RateView(id, currency, from, until, rate().dollars(), saidAt, saidBy);
    }
}
