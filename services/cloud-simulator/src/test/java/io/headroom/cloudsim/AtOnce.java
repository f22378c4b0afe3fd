package io.headroom.cloudsim;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/// A simulator of its own folder, with an access key and without agents.
public class AtOnce implements QuarkusTestProfile {

    public static final String KEY_ID = "AKIDFORTESTS";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "headroom.simulator.state-folder",
                        "target/state-" + ProcessHandle.current().pid() + "-" + System.nanoTime(),
                "headroom.simulator.aws-access-key-id", KEY_ID,
                "headroom.simulator.aws-secret-access-key", "secret-for-tests",
                "headroom.simulator.agents", "none",
                "headroom.simulator.redfish-user", "operator",
                "headroom.simulator.redfish-password", "for-tests-only");
    }
}
