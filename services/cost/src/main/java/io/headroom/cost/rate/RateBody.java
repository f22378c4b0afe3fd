package io.headroom.cost.rate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.ExchangeRate;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.json.WrongFields;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;

/// What somebody says that a currency is in dollars.
///
/// @param dollars for one unit
/// @param from when on; from now on where nothing is said
record RateBody(
        @Schema(type = SchemaType.STRING, examples = "1.0825") @Nullable BigDecimal dollars,
        @Nullable Instant from) {

    static RateBody read(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.invalid("body", "must be an object");
        }
        try {
            return HeadroomJson.mapper().treeToValue(body, RateBody.class);
        } catch (JsonProcessingException failure) {
            throw problem(WrongFields.of(failure));
        }
    }

    boolean holdsFromNow() {
        return from == null;
    }

    /// As it was meant at this instant.
    ExchangeRate rate(String currency, Instant now) {
        if (dollars == null) {
            throw Problem.invalid(
                    "dollars", "is required: what one " + currency + " is in dollars");
        }
        try {
            return new ExchangeRate(
                    currency, from == null ? now.truncatedTo(ChronoUnit.SECONDS) : from, dollars);
        } catch (InvalidFields wrong) {
            throw problem(wrong.fields());
        }
    }

    private static RuntimeException problem(List<InvalidFields.Field> wrong) {
        return Problem.invalid(
                wrong.stream().map(f -> new FieldError(f.field(), f.message())).toList());
    }
}
