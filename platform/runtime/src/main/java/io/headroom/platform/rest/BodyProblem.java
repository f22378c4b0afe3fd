package io.headroom.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;

import io.headroom.contracts.json.WrongFields;

/// Answers a body that no value can be made of.
final class BodyProblem {

    private BodyProblem() {}

    static HttpProblem of(JsonProcessingException failure) {
        return Problem.invalid(
                WrongFields.of(failure).stream()
                        .map(f -> new FieldError(f.field(), f.message()))
                        .toList());
    }
}
