package io.headroom.provisioning.provider.redfish;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;

/// Finds the system behind a declared address: the address of the system itself, or of a controller that has one system only.
@Singleton
final class Controllers {

    private static final String SYSTEMS = "/redfish/v1/Systems";
    private static final Pattern SYSTEM = Pattern.compile(".*" + SYSTEMS + "/[^/]+/?");
    private static final Pattern REST = Pattern.compile("/*(redfish/*(v1/*(Systems/*)?)?)?$");

    private final RedfishHttp http;

    /// What was found once is not asked for again: a controller's system does not change its name.
    private final Map<String, String> known = new ConcurrentHashMap<>();

    @Inject
    Controllers(RedfishHttp http) {
        this.http = http;
    }

    RedfishSystem open(String address, String credentials) {
        String url = known.get(address);
        if (url == null) {
            url = resolve(address, credentials);
            known.put(address, url);
        }
        return new RedfishSystem(url, http.get(url, credentials));
    }

    private String resolve(String address, String credentials) {
        if (SYSTEM.matcher(address).matches()) {
            return address.replaceAll("/+$", "");
        }
        String systems = REST.matcher(address).replaceFirst("") + SYSTEMS;
        JsonNode members = http.get(systems, credentials).path("Members");
        if (members.size() != 1) {
            throw new ProviderException(
                    new ProviderFailure.Denied(
                            "%s has %d systems: the machine's address must name one of them, as %s/ID"
                                    .formatted(address, members.size(), systems)));
        }
        String path = members.get(0).path("@odata.id").asText("");
        return URI.create(systems).resolve(path).toString();
    }
}
