package io.headroom.provisioning.provider.redfish;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;

import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;

/// What a management controller's answers mean to us.
final class RedfishFailures {

    private static final int LONGEST_DETAIL = 300;

    private RedfishFailures() {}

    static ProviderException ofStatus(int status, String body) {
        String said =
                "HTTP "
                        + status
                        + " "
                        + (body.length() > LONGEST_DETAIL
                                ? body.substring(0, LONGEST_DETAIL)
                                : body);
        return new ProviderException(
                switch (status) {
                    case 429 -> new ProviderFailure.Throttled(said);
                    case 409, 503, 502, 504, 500 -> new ProviderFailure.Transient(said);
                    default ->
                            // 501: it will never know how.
                            status > 501
                                    ? new ProviderFailure.Transient(said)
                                    : new ProviderFailure.Denied(said);
                });
    }

    static ProviderException ofFailure(String address, Exception e) {
        boolean neverSent =
                e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
        // A refused connection comes without any words of its own.
        String why = neverSent || e.getMessage() == null ? "cannot be reached" : e.getMessage();
        String said = address + ": " + why;
        return new ProviderException(
                neverSent ? new ProviderFailure.Transient(said) : new ProviderFailure.Unknown(said),
                e);
    }
}
