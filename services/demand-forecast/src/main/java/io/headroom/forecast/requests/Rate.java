package io.headroom.forecast.requests;

/// How many requests come to a workload.
///
/// @param perSecond requests in a second, of all its replicas that are known
/// @param replicas how many are
public record Rate(double perSecond, int replicas) {

    Rate plus(double more) {
        return new Rate(perSecond + more, replicas + 1);
    }
}
