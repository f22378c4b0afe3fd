package io.headroom.cost.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.engine.budget.limit.ExchangeRates;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;

/// What a provider's invoice charges for a resource over a time.
///
/// @param amount in dollars; @param charged in the invoice's currency
record InvoiceLine(
        String invoice,
        String provider,
        String resource,
        @JsonProperty("from_at") Instant fromAt,
        @JsonProperty("to_at") Instant toAt,
        long amount,
        String currency,
        long charged) {

    static final List<String> HEADER = List.of("provider", "resource", "from", "to", "amount");

    /// Reads an invoice, or names each line that is wrong.
    static List<InvoiceLine> parse(String invoice, String text, ExchangeRates rates) {
        List<List<String>> rows = Csv.parse(text);
        if (rows.isEmpty() || !rows.getFirst().equals(HEADER)) {
            throw Problem.invalid("body", "must begin with the line " + String.join(",", HEADER));
        }
        List<InvoiceLine> lines = new ArrayList<>();
        List<FieldError> wrong = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            try {
                lines.add(of(invoice, rows.get(i), rates));
            } catch (InvalidFields _) {
                wrong.add(new FieldError("line " + (i + 1), "has no amount such as 12.50"));
            } catch (ArithmeticException _) {
                wrong.add(new FieldError("line " + (i + 1), "has an amount that is too large"));
            } catch (DateTimeException | IllegalArgumentException _) {
                wrong.add(new FieldError("line " + (i + 1), "is no " + String.join(",", HEADER)));
            }
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return lines;
    }

    private static InvoiceLine of(String invoice, List<String> row, ExchangeRates rates) {
        if (row.size() != HEADER.size()) {
            throw new IllegalArgumentException("columns");
        }
        Instant from = Instant.parse(row.get(2));
        Instant to = Instant.parse(row.get(3));
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("times");
        }
        Money charged = Money.of(row.get(4));
        Money amount = rates.at(from).map(rate -> rate.of(charged)).orElse(charged);
        return new InvoiceLine(
                invoice,
                row.get(0),
                row.get(1),
                from,
                to,
                amount.micros(),
                rates.currency(),
                charged.micros());
    }
}
