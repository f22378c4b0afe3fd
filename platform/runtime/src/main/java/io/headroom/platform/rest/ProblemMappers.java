package io.headroom.platform.rest;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.VertxException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.platform.bus.BusAway;
import io.headroom.platform.database.DatabaseAway;
import io.headroom.platform.leader.StaleLeader;

/// Turns what is thrown into problem details, one form for all.
final class ProblemMappers {

    /// Before the mappers of the problem extension, whose answers name the fields in another form.
    private static final int FIRST = 1;

    private static final int UNREADABLE_TYPE = 415;

    /// As the gateway has it, too.
    private static final long LARGEST_BODY = 1L << 20;

    @ServerExceptionMapper(priority = FIRST)
    Response body(JsonProcessingException failure) {
        return BodyProblem.of(failure).toResponse();
    }

    @ServerExceptionMapper(priority = FIRST)
    Response mismatch(MismatchedInputException failure) {
        return BodyProblem.of(failure).toResponse();
    }

    @ServerExceptionMapper(priority = FIRST)
    Response format(InvalidFormatException failure) {
        return BodyProblem.of(failure).toResponse();
    }

    @ServerExceptionMapper(priority = FIRST)
    Response unknownField(UnrecognizedPropertyException failure) {
        return BodyProblem.of(failure).toResponse();
    }

    /// A path or query parameter that cannot be read arrives so, too.
    @ServerExceptionMapper(priority = FIRST)
    Response web(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return BodyProblem.of(json).toResponse();
        }
        Response.StatusType status = failure.getResponse().getStatusInfo();
        String name = status.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        return Problem.of(
                        status.getStatusCode(),
                        name,
                        status.getReasonPhrase(),
                        detail(failure, status))
                .build()
                .toResponse();
    }

    private static String detail(WebApplicationException failure, Response.StatusType status) {
        String message = failure.getMessage();
        if (status.getStatusCode() == UNREADABLE_TYPE) {
            return "Content-Type must be application/json; text/csv for series/import";
        }
        return message == null || message.startsWith("HTTP ") ? status.getReasonPhrase() : message;
    }

    @ServerExceptionMapper(priority = FIRST)
    Response constraints(ConstraintViolationException failure) {
        List<FieldError> errors =
                failure.getConstraintViolations().stream()
                        .map(ProblemMappers::error)
                        .sorted(java.util.Comparator.comparing(FieldError::field))
                        .toList();
        return Problem.invalid(errors).toResponse();
    }

    /// The path begins with the method and the parameter, which are not the caller's words.
    private static FieldError error(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        int method = path.indexOf('.');
        String parameter = method < 0 ? path : path.substring(method + 1);
        int body = parameter.indexOf('.');
        return new FieldError(
                body < 0 ? parameter : parameter.substring(body + 1), violation.getMessage());
    }

    @ServerExceptionMapper(priority = FIRST)
    Response unknownCaller(UnauthorizedException failure) {
        return Problem.unauthenticated().toResponse();
    }

    @ServerExceptionMapper(priority = FIRST)
    Response badToken(AuthenticationFailedException failure) {
        return Problem.unauthenticated().toResponse();
    }

    @ServerExceptionMapper(priority = FIRST)
    Response mayNot(ForbiddenException failure) {
        return Problem.forbidden("the caller's roles do not allow this").toResponse();
    }

    /// A value refused its fields, outside of a body.
    @ServerExceptionMapper(priority = FIRST)
    Response fields(InvalidFields failure) {
        return Problem.invalid(
                        failure.fields().stream()
                                .map(f -> new FieldError(f.field(), f.message()))
                                .toList())
                .toResponse();
    }

    /// A value type refused what it was made from, outside of a body.
    @ServerExceptionMapper(priority = FIRST)
    Response illegal(IllegalArgumentException failure) {
        return Problem.invalid("request", String.valueOf(failure.getMessage())).toResponse();
    }

    @ServerExceptionMapper(priority = FIRST)
    Response optimistic(OptimisticLockException failure) {
        return Problem.conflict("somebody else changed it at the same moment: try again")
                .toResponse();
    }

    @ServerExceptionMapper(priority = FIRST)
    Response database(DatabaseAway failure) {
        return Problem.unavailable("the database does not answer").toResponse();
    }

    @ServerExceptionMapper(priority = FIRST)
    Response bus(BusAway failure) {
        return Problem.unavailable("the bus does not answer").toResponse();
    }

    @ServerExceptionMapper(priority = FIRST)
    Response stale(StaleLeader failure) {
        return Problem.unavailable(String.valueOf(failure.getMessage())).toResponse();
    }

    /// A body that is too large ends the connection's reading in this way.
    @ServerExceptionMapper(priority = FIRST)
    Response tooLarge(VertxException failure) {
        HttpProblem problem =
                String.valueOf(failure.getMessage()).contains("too large")
                        ? Problem.tooLarge(LARGEST_BODY)
                        : Problem.of(500, "internal", "Internal error", "something went wrong here")
                                .build();
        return problem.toResponse();
    }
}
