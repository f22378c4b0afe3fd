package io.headroom.cloudsim.gce;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.machine.Order;
import io.headroom.cloudsim.machine.Order.WhenOff;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.InstanceType;
import io.headroom.cloudsim.market.Provider;

/// An instance as a call to `instances.insert` describes it.
record Insertion(
        String name,
        InstanceType type,
        CapacityType capacityType,
        WhenOff whenReclaimed,
        @Nullable Duration longestLife,
        String userData,
        Map<String, String> labels) {

    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}");
    private static final int LABEL_LIMIT = 64;

    static Insertion of(JsonNode body, Catalogue catalogue) {
        String name = body.path("name").asText();
        if (!NAME.matcher(name).matches()) {
            throw GceError.invalid(
                    "Invalid value for field 'resource.name': '%s'. Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'"
                            .formatted(name));
        }
        String typeName = last(body.path("machineType").asText());
        InstanceType type =
                catalogue
                        .find(Provider.GCP, typeName)
                        .orElseThrow(
                                () ->
                                        GceError.invalid(
                                                "Invalid value for field 'resource.machineType': '%s'. The referenced resource does not exist."
                                                        .formatted(typeName)));
        if (body.path("disks").isEmpty()) {
            throw GceError.invalid(
                    "Invalid value for field 'resource.disks': ''. At least one disk is required.");
        }
        if (body.path("networkInterfaces").isEmpty()) {
            throw GceError.invalid(
                    "Invalid value for field 'resource.networkInterfaces': ''. At least one network interface is required.");
        }
        JsonNode scheduling = body.path("scheduling");
        if (!scheduling.path("onHostMaintenance").asText().equals("TERMINATE")) {
            throw GceError.invalid(
                    "Instances with guest accelerators do not support live migration: set scheduling.onHostMaintenance to TERMINATE.");
        }
        return new Insertion(
                name,
                type,
                scheduling.path("provisioningModel").asText().equals("SPOT")
                        ? CapacityType.SPOT
                        : CapacityType.ON_DEMAND,
                scheduling.path("instanceTerminationAction").asText().equals("DELETE")
                        ? WhenOff.TERMINATE
                        : WhenOff.STOP,
                longestLife(scheduling),
                metadata(body, "user-data"),
                labels(body.path("labels")));
    }

    Order order(String zone, Instant now) {
        return new Order(
                Provider.GCP,
                name,
                zone,
                type.name(),
                capacityType,
                null,
                type.hourly(),
                "",
                "",
                WhenOff.STOP,
                whenReclaimed,
                longestLife,
                "",
                now);
    }

    static Map<String, String> labels(JsonNode json) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String value = entry.getValue().asText();
            if (entry.getKey().isEmpty()
                    || !LABEL.matcher(entry.getKey()).matches()
                    || !LABEL.matcher(value).matches()) {
                throw GceError.invalid(
                        "Invalid value for field 'labels': '%s=%s'. Label keys and values have at most 63 lowercase letters, digits, '_' and '-'."
                                .formatted(entry.getKey(), value));
            }
            labels.put(entry.getKey(), value);
        }
        if (labels.size() > LABEL_LIMIT) {
            throw GceError.invalid("Invalid value for field 'labels': at most 64 labels.");
        }
        return labels;
    }

    private static @Nullable Duration longestLife(JsonNode scheduling) {
        JsonNode seconds = scheduling.path("maxRunDuration").path("seconds");
        return seconds.isMissingNode() ? null : Duration.ofSeconds(seconds.asLong());
    }

    private static String metadata(JsonNode body, String key) {
        for (JsonNode item : body.path("metadata").path("items")) {
            if (item.path("key").asText().equals(key)) {
                return item.path("value").asText();
            }
        }
        return "";
    }

    /// The last part of a resource's path: `zones/z/machineTypes/t` is `t`.
    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
