package io.headroom.replay.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.trace.FleetTrace.Arrival;

/// A trace's arrivals, each so many times, made while they are read. The copies are strewn over the time until the next arrival, so
/// that the rate is multiplied and its rhythm stays; what arrived at one instant shares that time.
final class ManyJobs extends AbstractList<Job> {

    /// After the last arrival nothing says how far apart they are.
    private static final Duration LAST_GAP = Duration.ofMinutes(1);

    private final List<Arrival> rows;
    private final int times;
    private final long seed;
    private final List<Integer> starts = new ArrayList<>();
    private final IdentityHashMap<WorkloadSpec, Shape> shapes = new IdentityHashMap<>();

    ManyJobs(List<Arrival> rows, int times, long seed) {
        if ((long) rows.size() * times > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    rows.size() + " arrivals times " + times + " are more than can be replayed");
        }
        this.rows = rows;
        this.times = times;
        this.seed = seed;
        for (int i = 0; i < rows.size(); i++) {
            if (i == 0 || !rows.get(i).at().equals(rows.get(i - 1).at())) {
                starts.add(i);
            }
        }
        rows.forEach(row -> shapes.computeIfAbsent(row.spec(), WorkloadSpec::shape));
    }

    @Override
    public int size() {
        return rows.size() * times;
    }

    @Override
    public Job get(int index) {
        int row = index / times;
        int found = Collections.binarySearch(starts, row);
        int group = found >= 0 ? found : -found - 2;
        int from = starts.get(group);
        int to = group + 1 < starts.size() ? starts.get(group + 1) : rows.size();
        int slot = index - from * times;
        int together = to - from;
        Arrival arrival = rows.get(from + slot % together);
        return new Job(
                new WorkloadId(new UUID(1, index)),
                times == 1 ? arrival.at() : strewn(arrival.at(), to, slot, together * times),
                arrival.spec(),
                Objects.requireNonNull(shapes.get(arrival.spec())),
                arrival.runs());
    }

    private Instant strewn(Instant at, int next, int slot, int slots) {
        Duration gap = next < rows.size() ? Duration.between(at, rows.get(next).at()) : LAST_GAP;
        double within = (slot + chance(((long) next << 32) + slot)) / slots;
        return at.plusMillis((long) (within * gap.toMillis()));
    }

    /// Evenly from 0 to 1, of the seed and a number (SplitMix64).
    private double chance(long number) {
        long z = seed * 0x9E3779B97F4A7C15L + number * 0xD1342543DE82EF95L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) / (double) (1L << 53);
    }
}
