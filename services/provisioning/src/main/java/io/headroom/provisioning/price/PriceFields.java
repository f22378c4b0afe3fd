package io.headroom.provisioning.price;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.rest.FieldError;

/// Reads the fields of one price that an operator says. Whatever is wrong is added to the errors, and something harmless answered.
///
/// @param path of the price in its file: `prices[0]`
public record PriceFields(String path, List<FieldError> errors) {

    private static final Money MOST = Money.of("10000");

    /// @param otherwise why another one is not meant; may be empty
    public ProviderKind provider(@Nullable String text, String otherwise) {
        String word = String.valueOf(text).toLowerCase(Locale.ROOT);
        Optional<ProviderKind> kind =
                Arrays.stream(ProviderKind.values())
                        .filter(k -> k != ProviderKind.REDFISH)
                        .filter(k -> DashedEnums.nameOf(k).equals(word))
                        .findFirst();
        if (kind.isEmpty()) {
            wrong("provider", "must be aws or gcp" + otherwise);
        }
        return kind.orElse(ProviderKind.AWS);
    }

    public String word(@Nullable String text, String field) {
        if (text == null || !text.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,62}")) {
            wrong(field, "must be up to 63 letters, digits, dots and dashes");
            return "";
        }
        return text;
    }

    public Money perHour(@Nullable String text) {
        try {
            Money price = Money.of(String.valueOf(text));
            if (!price.isPositive() || price.compareTo(MOST) > 0) {
                wrong("perHour", "must be above 0 and at most 10000.00");
            }
            return price;
        } catch (InvalidFields _) {
            wrong("perHour", "must be dollars an hour such as 12.50");
            return Money.ZERO;
        }
    }

    /// @param absent what is meant where nothing is said
    public Instant instant(@Nullable String text, String field, Instant absent) {
        return text == null || text.isBlank() ? absent : instant(text, field).orElse(absent);
    }

    /// Of one that must be said.
    public Optional<Instant> instant(@Nullable String text, String field) {
        try {
            return Optional.of(Instant.parse(String.valueOf(text)));
        } catch (DateTimeException _) {
            wrong(field, "must be an instant such as 2026-11-01T00:00:00Z");
            return Optional.empty();
        }
    }

    public void wrong(String field, String message) {
        errors.add(new FieldError(path + "." + field, message));
    }
}
