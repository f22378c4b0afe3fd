package io.headroom.provisioning;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/// Settings that make a test wait seconds where operators wait minutes.
public class Quick implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "headroom.scaling.keep-idle", "PT1S",
                "headroom.scaling.bound-over-after", "PT1S",
                "headroom.nodes.sweep-every", "PT0.5S",
                "headroom.nodes.sweep-every-real", "PT0.5S",
                "headroom.nodes.absence-after", "PT1S",
                "headroom.nodes.absence-after-real", "PT1S");
    }
}
