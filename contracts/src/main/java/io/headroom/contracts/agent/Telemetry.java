package io.headroom.contracts.agent;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;

/// How busy the node's GPUs are, how much what runs there waits for its neighbours, and how many requests its replicas serve; a lost one is not missed.
///
/// @param pressure absent where the machine does not count it
/// @param requests of the replicas that say how their requests are counted; a replica that was looked at only once is not among them
public record Telemetry(
        NodeId node,
        Instant at,
        List<Use> devices,
        @Nullable Pressure pressure,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Requests> requests) {

    /// Of a machine that does not count what waits, and serves nothing that is counted.
    public Telemetry(NodeId node, Instant at, List<Use> devices) {
        this(node, at, devices, null, List.of());
    }

    /// Of a machine that serves nothing that is counted.
    public Telemetry(NodeId node, Instant at, List<Use> devices, @Nullable Pressure pressure) {
        this(node, at, devices, pressure, List.of());
    }

    /// The requests of one replica.
    ///
    /// @param perSecond requests in a second since the node's telemetry before, at least 0; absent where they could not be counted
    /// @param uncounted why they could not; absent where they were
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Requests(
            WorkloadId workload,
            int replica,
            int attempt,
            @Nullable Double perSecond,
            @Nullable Uncounted uncounted) {

        /// More than any machine answers: what is above is an error of counting.
        public static final double MOST = 1e7;

        public Requests {
            new Checks()
                    .present(workload, "workload")
                    .that(replica >= 0, "replica", "must be at least 0")
                    .that(
                            perSecond == null || (perSecond >= 0 && perSecond <= MOST),
                            "perSecond",
                            "must be from 0 to 10000000")
                    .that(
                            (perSecond == null) != (uncounted == null),
                            "uncounted",
                            "is said where there is no perSecond")
                    .done();
        }
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
        requests = requests == null ? List.of() : List.copyOf(requests);
        new Checks().present(node, "node").present(at, "at").done();
    }
}
