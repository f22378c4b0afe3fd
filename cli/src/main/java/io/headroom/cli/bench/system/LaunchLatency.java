package io.headroom.cli.bench.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// From "accepted" to the launch call, where each workload needs a machine of its own and all machines are alike: first come,
/// first served, so that the k-th call is the one for the k-th workload.
///
/// @param millis below 0 where a call was faster than the answer to the client, or a machine was bought ahead
/// @param neverLaunched ids of workloads that no call was made for
/// @param surplus machines beyond one for each workload
record LaunchLatency(List<Double> millis, List<String> neverLaunched, int surplus) {

    static LaunchLatency of(List<Submitter.Accepted> accepted, List<LaunchCalls.Launch> launches) {
        List<Double> millis = new ArrayList<>();
        int served = Math.min(accepted.size(), launches.size());
        for (int i = 0; i < served; i++) {
            Duration wait = Duration.between(accepted.get(i).at(), launches.get(i).at());
            millis.add(wait.toNanos() / 1e6);
        }
        return new LaunchLatency(
                List.copyOf(millis),
                accepted.stream().skip(served).map(Submitter.Accepted::id).toList(),
                launches.size() - served);
    }
}
