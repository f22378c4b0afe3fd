package io.headroom.provisioning.provider.redfish;

import java.net.URI;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/// A computer system as its controller shows it.
///
/// @param url where the controller shows it
record RedfishSystem(String url, JsonNode json) {

    private static final String RESET = "#ComputerSystem.Reset";
    private static final String RESET_PATH = "/Actions/ComputerSystem.Reset";
    private static final int MILLIS_OF_A_CPU = 1000;
    private static final int MIB_OF_A_GIB = 1024;

    boolean isOn() {
        return power().equals("On") || power().equals("PoweringOn");
    }

    boolean isOff() {
        return power().equals("Off");
    }

    String power() {
        return json.path("PowerState").asText("");
    }

    String assetTag() {
        return json.path("AssetTag").asText("");
    }

    /// Where its power is switched, as the controller says; where the standard has it, if it does not.
    String resetUrl() {
        String target = json.path("Actions").path(RESET).path("target").asText("");
        return target.isEmpty() ? url + RESET_PATH : URI.create(url).resolve(target).toString();
    }

    /// The surest way off that it knows.
    String off() {
        JsonNode known = json.path("Actions").path(RESET).path("ResetType@Redfish.AllowableValues");
        for (JsonNode way : known) {
            if (way.asText().equals("ForceOff")) {
                return "ForceOff";
            }
        }
        return known.isEmpty() ? "ForceOff" : "GracefulShutdown";
    }

    Optional<Integer> cpuMillis() {
        JsonNode summary = json.path("ProcessorSummary");
        for (String name : new String[] {"LogicalProcessorCount", "CoreCount"}) {
            if (summary.path(name).asInt() > 0) {
                return Optional.of(summary.path(name).asInt() * MILLIS_OF_A_CPU);
            }
        }
        return Optional.empty();
    }

    Optional<Integer> memoryMib() {
        double gib = json.path("MemorySummary").path("TotalSystemMemoryGiB").asDouble();
        return gib > 0 ? Optional.of((int) (gib * MIB_OF_A_GIB)) : Optional.empty();
    }
}
