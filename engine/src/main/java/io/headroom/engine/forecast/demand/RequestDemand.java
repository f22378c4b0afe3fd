package io.headroom.engine.forecast.demand;

import java.util.List;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

/// What the requests of a service need, which may be more than its replicas ask for: whoever adds replicas does so later, and a node takes minutes to come.
public final class RequestDemand {

    /// Rates are measured and never quite even: a thousandth of a replica is none.
    private static final double EVEN = 0.001;

    private RequestDemand() {}

    /// One workload of a service.
    ///
    /// @param replicaGpus GPUs of one replica, more than 0
    /// @param perSecondPerGpu requests in a second that one GPU should be given, more than 0
    /// @param perSecond requests in a second that are known to come to its replicas; absent while nobody knows
    public record Workload(
            double replicaGpus, double perSecondPerGpu, @Nullable Double perSecond) {}

    /// GPUs that the requests of all workloads of a service need together, in whole replicas of the largest of them; absent while nothing is known of any.
    /// Where something is known of some alone, it is what those need: less is never made of it than is asked for.
    public static OptionalDouble gpus(List<Workload> service) {
        double gpus = 0;
        double replica = 0;
        boolean known = false;
        for (Workload each : service) {
            replica = Math.max(replica, each.replicaGpus());
            if (each.perSecond() != null) {
                known = true;
                gpus += each.perSecond() / each.perSecondPerGpu();
            }
        }
        return known
                ? OptionalDouble.of(Math.max(0, Math.ceil(gpus / replica - EVEN)) * replica)
                : OptionalDouble.empty();
    }
}
