package io.headroom.provisioning.provider.redfish;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.provider.endpoint.Endpoints;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

/// Speaks JSON with a management controller, one call at a time, each with its own limit.
@Singleton
final class RedfishHttp {

    private static final ObjectMapper JSON = HeadroomJson.tolerant();
    private static final String SECRET = "secret:";

    private final HttpClient http;
    private final ProviderSettings settings;
    private final boolean simulated;

    @Inject
    RedfishHttp(ProviderSettings settings, Endpoints endpoints) {
        this.settings = settings;
        this.simulated = endpoints.simulated();
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.callTimeout())
                        .build();
    }

    JsonNode get(String address, String credentials) {
        return call(request(address, credentials).GET().build());
    }

    JsonNode patch(String address, String credentials, Map<String, ?> body) {
        return call(request(address, credentials).method("PATCH", json(body)).build());
    }

    JsonNode post(String address, String credentials, Map<String, ?> body) {
        return call(request(address, credentials).POST(json(body)).build());
    }

    private HttpRequest.Builder request(String address, String credentials) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(settings.callTimeout())
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .header("OData-Version", "4.0");
        authorization(credentials).ifPresent(a -> request.header("Authorization", a));
        return request;
    }

    private JsonNode call(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw RedfishFailures.ofStatus(answer.statusCode(), answer.body());
            }
            return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new ProviderException(
                    new ProviderFailure.Denied(request.uri() + " does not answer in JSON"), e);
        } catch (IOException e) {
            throw RedfishFailures.ofFailure(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RedfishFailures.ofFailure(request.uri().toString(), e);
        }
    }

    private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
        try {
            return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + body.keySet(), e);
        }
    }

    /// Empty where no account is named and none is set up: for controllers that let everybody in.
    private Optional<String> authorization(String credentials) {
        String name =
                credentials.startsWith(SECRET)
                        ? credentials.substring(SECRET.length())
                        : credentials;
        Optional<ProviderSettings.Redfish.Account> named =
                Optional.ofNullable(settings.redfish().secrets().get(name));
        String user =
                named.map(ProviderSettings.Redfish.Account::user)
                        .or(() -> settings.redfish().user())
                        .orElse("");
        String password =
                named.map(ProviderSettings.Redfish.Account::password)
                        .or(() -> settings.redfish().password())
                        .orElse("");
        if (user.isEmpty() && !simulated && name.isEmpty()) {
            return Optional.empty();
        }
        if (user.isEmpty() && !simulated) {
            throw new ProviderException(
                    new ProviderFailure.Denied("no account is set up for secret " + name));
        }
        String pair = user.isEmpty() ? "local:local" : user + ":" + password;
        return Optional.of(
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
