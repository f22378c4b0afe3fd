package io.headroom.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.MigProfile.Slice;
import io.headroom.engine.placement.packing.Slots;

/// Where MIG instances go, on GPUs of which any slots may be taken.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SlotsBenchmark {

    private static final List<Slice> SLICES = List.of(Slice.values());
    private static final int WAYS = 1 << MigProfile.SLOTS;

    private int next;

    /// One size after the other, each on all ways in which slots can be taken.
    private int taken() {
        return next++ % WAYS;
    }

    private Slice slice() {
        return SLICES.get(next / WAYS % SLICES.size());
    }

    @Benchmark
    public int best() {
        return Slots.best(slice(), taken());
    }

    @Benchmark
    public int howMany() {
        return Slots.howMany(slice(), taken());
    }
}
