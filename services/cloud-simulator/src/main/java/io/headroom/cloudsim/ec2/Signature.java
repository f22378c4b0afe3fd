package io.headroom.cloudsim.ec2;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

import io.headroom.cloudsim.SimulatorConfig;

/// Checks that a call is signed (Signature Version 4) by the access key that is configured.
@Singleton
class Signature {

    private static final Pattern HEADER =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/ec2/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");

    private final Optional<String> accessKeyId;

    Signature(SimulatorConfig config) {
        this.accessKeyId = config.awsAccessKeyId();
    }

    void check(HttpHeaders headers) {
        String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            throw new Ec2Error(401, "MissingAuthenticationToken", "The request must be signed.");
        }
        Matcher parts = HEADER.matcher(header);
        if (!parts.matches() || headers.getHeaderString("X-Amz-Date") == null) {
            throw refused();
        }
        String key = parts.group(1);
        accessKeyId
                .filter(configured -> !configured.equals(key))
                .ifPresent(
                        other -> {
                            throw refused();
                        });
    }

    private static Ec2Error refused() {
        return new Ec2Error(
                401, "AuthFailure", "AWS was not able to validate the provided access credentials");
    }
}
