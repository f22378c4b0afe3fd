package io.headroom.cli.up;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.headroom.local.identity.Secrets;

/// What opens the simulated clouds, told to them and to provisioning: they know nobody else.
final class SimulatedClouds {
    private static final String USER = "headroom";

    private SimulatedClouds() {}

    /// For the simulator: whom to let in, and what runs on a machine that has booted.
    static Map<String, String> doors(Path project, Secrets secrets) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("headroom.simulator.aws-access-key-id", secrets.cloudPassword("aws-key-id"));
        settings.put("headroom.simulator.aws-secret-access-key", secrets.cloudPassword("aws-key"));
        settings.put("headroom.simulator.gce-token", secrets.cloudPassword("gcp-token"));
        settings.put("headroom.simulator.redfish-user", USER);
        settings.put("headroom.simulator.redfish-password", secrets.cloudPassword("redfish"));
        var agent = project.resolve("services/node-agent/target/headroom-node-agent.jar");
        if (Files.isRegularFile(agent)) {
            settings.put("headroom.simulator.node-agent-jar", agent.toString());
        }
        return settings;
    }

    /// For provisioning: how to get in.
    static Map<String, String> keys(Secrets secrets) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("headroom.providers.aws.access-key-id", secrets.cloudPassword("aws-key-id"));
        settings.put("headroom.providers.aws.secret-access-key", secrets.cloudPassword("aws-key"));
        settings.put("headroom.providers.gcp.token", secrets.cloudPassword("gcp-token"));
        settings.put("headroom.providers.redfish.user", USER);
        settings.put("headroom.providers.redfish.password", secrets.cloudPassword("redfish"));
        return settings;
    }
}
