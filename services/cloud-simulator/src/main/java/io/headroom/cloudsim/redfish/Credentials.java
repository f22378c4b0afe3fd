package io.headroom.cloudsim.redfish;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

import io.headroom.cloudsim.SimulatorConfig;

/// Who may use the management controllers: basic authentication or a session.
@Singleton
class Credentials {

    static final String SESSION_HEADER = "X-Auth-Token";

    private final Optional<String> expected;
    private final HttpHeaders headers;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    Credentials(SimulatorConfig config, HttpHeaders headers) {
        this.headers = headers;
        this.expected =
                config.redfishUser().map(user -> user + ":" + config.redfishPassword().orElse(""));
    }

    void check() {
        String session = headers.getHeaderString(SESSION_HEADER);
        if (session != null && sessions.contains(session)) {
            return;
        }
        String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null
                || !header.startsWith("Basic ")
                || !valid(decoded(header.substring(6)))) {
            throw refused();
        }
    }

    String login(String user, String password) {
        if (!valid(user + ":" + password)) {
            throw refused();
        }
        String token = UUID.randomUUID().toString();
        sessions.add(token);
        return token;
    }

    private boolean valid(String given) {
        return given.contains(":") && expected.map(given::equals).orElse(true);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static RedfishError refused() {
        return new RedfishError(
                401,
                "NoValidSession",
                "There is no valid session established with the implementation.");
    }
}
