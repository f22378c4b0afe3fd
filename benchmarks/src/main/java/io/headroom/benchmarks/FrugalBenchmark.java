package io.headroom.benchmarks;

import java.util.ArrayList;
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

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Frugal;
import io.headroom.engine.placement.packing.Room;

/// The score of one room: what a mark costs that is not known yet.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrugalBenchmark {

    private static final int NODES = 1000;

    /// A power of two.
    private static final int CASES = 1024;

    private record Case(Room before, double worth, Ask ask, int device) {}

    private final List<Case> cases = new ArrayList<>();
    private final Frugal score;
    private int next;

    public FrugalBenchmark() {
        PackedFleet fleet = new PackedFleet(NODES);
        score = fleet.score();
        List<Room> rooms = fleet.rooms(NODES);
        for (int i = 0; cases.size() < CASES; i++) {
            Room room = rooms.get(i % rooms.size());
            Ask ask = fleet.ask();
            int device = room.firstFit(ask);
            if (device >= 0) {
                cases.add(new Case(room, score.worth(room), ask, device));
            }
        }
    }

    private Case next() {
        return cases.get(next++ & (CASES - 1));
    }

    /// What a room is worth by itself.
    @Benchmark
    public double worth() {
        return score.worth(next().before());
    }

    /// What is lost by putting an ask there, the room that is left included.
    @Benchmark
    public double of() {
        Case one = next();
        Room after = one.before().minus(one.ask(), one.device());
        return score.of(one.before(), one.worth(), after, one.ask(), one.device());
    }
}
