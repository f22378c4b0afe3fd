package io.headroom.replay.fleet.score;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;

import io.headroom.contracts.budget.Money;

/// In a report money is compared and divided, so it is a number there; the API keeps it in words, to the last digit.
final class DollarsAsNumber extends JsonSerializer<Money> {

    @Override
    public void serialize(Money money, JsonGenerator json, SerializerProvider provider)
            throws IOException {
        json.writeNumber(money.micros() / 1e6);
    }
}
