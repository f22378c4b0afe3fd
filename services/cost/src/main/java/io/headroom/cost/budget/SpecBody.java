package io.headroom.cost.budget;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.check.Checks;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.json.WrongFields;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;

/// Makes a budget's declaration of a body.
final class SpecBody {

    private SpecBody() {}

    static BudgetSpec read(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.invalid("body", "must be an object");
        }
        try {
            return HeadroomJson.mapper().treeToValue(body, BudgetSpec.class);
        } catch (JsonProcessingException failure) {
            // As a problem, so that the history of the budget tells what it was refused for.
            throw problem(WrongFields.of(failure));
        }
    }

    static void requireName(String name) {
        try {
            new Checks().name(name, "name").done();
        } catch (InvalidFields wrong) {
            throw problem(wrong.fields());
        }
    }

    private static RuntimeException problem(List<InvalidFields.Field> wrong) {
        return Problem.invalid(
                wrong.stream().map(f -> new FieldError(f.field(), f.message())).toList());
    }
}
