package io.headroom.contracts.agent;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.node.NodeId;

/// How busy the node's GPUs are, and how much what runs there waits for its neighbours; a lost one is not missed.
///
/// @param pressure absent where the machine does not count it
public record Telemetry(NodeId node, Instant at, List<Use> devices, @Nullable Pressure pressure) {

    /// Of a machine that does not count what waits.
    public Telemetry(NodeId node, Instant at, List<Use> devices) {
        this(node, at, devices, null);
    }

    /// @param utilisation share of the time in which the GPU computed, 0 to 1
    public record Use(String uuid, double utilisation, int memoryUsedMib) {

        public Use {
            new Checks()
                    .that(uuid != null && !uuid.isBlank(), "uuid", "is required")
                    .that(
                            utilisation >= 0 && utilisation <= 1,
                            "utilisation",
                            "must be from 0 to 1")
                    .range(memoryUsedMib, 0, 10_000_000, "memoryUsedMib")
                    .done();
        }
    }

    public Telemetry {
        devices = devices == null ? List.of() : List.copyOf(devices);
        new Checks().present(node, "node").present(at, "at").done();
    }
}
