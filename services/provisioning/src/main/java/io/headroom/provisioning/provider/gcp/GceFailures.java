package io.headroom.provisioning.provider.gcp;

import java.util.Locale;
import java.util.function.Supplier;

import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.compute.v1.Operation;

import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;

/// What Compute Engine's errors mean to us, be they of a call or of an operation.
final class GceFailures {

    private GceFailures() {}

    /// Makes a call and throws what failed as what it means.
    static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (ApiException e) {
            throw new ProviderException(of(e), e);
        } catch (IllegalStateException e) {
            throw new ProviderException(
                    new ProviderFailure.Denied(String.valueOf(e.getMessage())), e);
        }
    }

    static boolean is(ApiException e, Code code) {
        return e.getStatusCode().getCode() == code;
    }

    static ProviderFailure of(ApiException e) {
        String said = said(e);
        return switch (e.getStatusCode().getCode()) {
            case RESOURCE_EXHAUSTED -> ofWords(said, new ProviderFailure.Throttled(said));
            case PERMISSION_DENIED -> ofWords(said, new ProviderFailure.Denied(said));
            case UNAUTHENTICATED,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    FAILED_PRECONDITION,
                    ALREADY_EXISTS,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED ->
                    ofWords(said, new ProviderFailure.Denied(said));
            case UNAVAILABLE, INTERNAL, ABORTED ->
                    ofWords(said, new ProviderFailure.Transient(said));
            case DEADLINE_EXCEEDED, CANCELLED, UNKNOWN, DATA_LOSS ->
                    ofWords(said, new ProviderFailure.Unknown(said));
            case OK -> new ProviderFailure.Unknown(said);
        };
    }

    /// The failure of an operation that is done.
    static ProviderFailure of(Operation operation) {
        String code =
                operation.getError().getErrorsCount() == 0
                        ? operation.getHttpErrorMessage()
                        : operation.getError().getErrors(0).getCode()
                                + ": "
                                + operation.getError().getErrors(0).getMessage();
        return ofWords(code, new ProviderFailure.Denied(code));
    }

    static boolean failed(Operation operation) {
        return operation.getError().getErrorsCount() > 0
                || operation.getHttpErrorStatusCode() >= 400;
    }

    private static ProviderFailure ofWords(String said, ProviderFailure otherwise) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("resource_pool_exhausted")
                || lower.contains("stockout")
                || lower.contains("does not have enough resources")) {
            return new ProviderFailure.NoCapacity(said);
        }
        if (lower.contains("quota_exceeded") || lower.contains("quotaexceeded")) {
            return new ProviderFailure.QuotaReached(said);
        }
        if (lower.contains("ratelimitexceeded") || lower.contains("rate_limit_exceeded")) {
            return new ProviderFailure.Throttled(said);
        }
        return otherwise;
    }

    /// The error document of the answer says the reason, which the exception's own words leave out.
    private static String said(ApiException e) {
        Throwable at = e.getCause();
        while (at != null) {
            if (at instanceof HttpResponseException http && http.getContent() != null) {
                return http.getContent().replaceAll("\\s+", " ");
            }
            at = at.getCause();
        }
        return String.valueOf(e.getMessage());
    }
}
