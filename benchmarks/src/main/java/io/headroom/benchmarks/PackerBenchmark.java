package io.headroom.benchmarks;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.headroom.engine.placement.packing.Spot;

/// One decision on a fleet that is nine tenths full.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PackerBenchmark {

    @Param({"1000", "10000"})
    int nodes = 10;

    private PackedFleet fleet = new PackedFleet(nodes);

    @Setup
    public void fill() {
        fleet = new PackedFleet(nodes);
    }

    /// Finding a place, its marks known but for rooms that are new.
    @Benchmark
    public Optional<Spot> look() {
        return fleet.look();
    }

    /// Finding it, taking it, and others leaving: what the fleet's life costs.
    @Benchmark
    public Optional<Spot> turn() {
        return fleet.turn();
    }

    /// Finding a place when all marks were forgotten: what the first decision after the mix was learned costs, the slowest of all.
    @Benchmark
    public Optional<Spot> lookAnew() {
        fleet.forget();
        return fleet.look();
    }
}
