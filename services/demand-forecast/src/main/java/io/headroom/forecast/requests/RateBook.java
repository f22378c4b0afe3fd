package io.headroom.forecast.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.workload.WorkloadId;

/// The last count of each replica. It stands until another comes, or until it is too old: what is not said is not known, and not nothing.
final class RateBook {

    private final Duration fresh;
    private final Map<Replica, Heard> newest = new ConcurrentHashMap<>();
    private final Map<Replica, Refused> refused = new ConcurrentHashMap<>();

    /// @param fresh virtual: what is older says nothing of now
    RateBook(Duration fresh) {
        this.fresh = fresh;
    }

    private record Replica(WorkloadId workload, int index) {}

    /// @param at by the agent's clock, which tells what is newer; @param heard by this process' clock, which tells what is too old
    private record Heard(int attempt, Instant at, Instant heard, double perSecond) {

        /// Said of a later start of the replica, or later of the same.
        Heard or(Heard other) {
            int order = Integer.compare(attempt, other.attempt);
            return order > 0 || (order == 0 && !at.isBefore(other.at)) ? this : other;
        }
    }

    private record Refused(Uncounted why, Instant heard) {}

    /// Takes it in; said twice, or after something later, it changes nothing.
    void hear(Telemetry said, Instant now) {
        for (Telemetry.Requests each : said.requests()) {
            Replica replica = new Replica(each.workload(), each.replica());
            Double perSecond = each.perSecond();
            Uncounted why = each.uncounted();
            if (perSecond != null) {
                newest.merge(
                        replica, new Heard(each.attempt(), said.at(), now, perSecond), Heard::or);
                refused.remove(replica);
            } else if (why != null) {
                refused.put(replica, new Refused(why, now));
            }
        }
    }

    /// How many requests come to each workload of which anything is known now.
    SortedMap<UUID, Rate> rates(Instant now) {
        forget(now);
        SortedMap<UUID, Rate> rates = new TreeMap<>();
        newest.forEach(
                (replica, heard) ->
                        rates.merge(
                                replica.workload().value(),
                                new Rate(heard.perSecond(), 1),
                                (sum, one) -> sum.plus(one.perSecond())));
        return rates;
    }

    /// How many replicas could not be counted the last time, by the reason.
    SortedMap<Uncounted, Integer> uncounted(Instant now) {
        forget(now);
        SortedMap<Uncounted, Integer> reasons = new TreeMap<>();
        refused.values().forEach(r -> reasons.merge(r.why(), 1, Integer::sum));
        return reasons;
    }

    private void forget(Instant now) {
        Instant old = now.minus(fresh);
        newest.values().removeIf(heard -> heard.heard().isBefore(old));
        refused.values().removeIf(refusal -> refusal.heard().isBefore(old));
    }
}
