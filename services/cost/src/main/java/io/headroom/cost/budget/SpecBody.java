package io.headroom.cost.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;

/// Makes a budget's declaration of a body, or says which of its fields are wrong, as the declaration itself names them.
final class SpecBody {

    private SpecBody() {}

    static BudgetSpec read(@Nullable JsonNode body) throws JsonProcessingException {
        if (body == null || !body.isObject()) {
            throw Problem.invalid("body", "must be an object");
        }
        try {
            return HeadroomJson.mapper().treeToValue(body, BudgetSpec.class);
        } catch (ValueInstantiationException failure) {
            if (failure.getCause() instanceof InvalidFields wrong) {
                throw problem(wrong);
            }
            throw failure;
        }
    }

    static RuntimeException problem(InvalidFields wrong) {
        return Problem.invalid(
                wrong.fields().stream().map(f -> new FieldError(f.field(), f.message())).toList());
    }
}
