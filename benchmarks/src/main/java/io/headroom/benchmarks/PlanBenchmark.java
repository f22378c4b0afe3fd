package io.headroom.benchmarks;

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

import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;

/// A whole plan, as the live loop makes it at each turn.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PlanBenchmark {

    @Param("500")
    int nodes = 10;

    @Param({"0", "200"})
    int waiting = 10;

    private PlacementFacts facts = PlanFacts.of(nodes, waiting);

    @Setup
    public void lookAround() {
        facts = PlanFacts.of(nodes, waiting);
    }

    @Benchmark
    public PlacementPlan plan() {
        return PlacementPlanner.plan(facts, PlacementPolicy.DEFAULTS, PlanFacts.NOON);
    }
}
