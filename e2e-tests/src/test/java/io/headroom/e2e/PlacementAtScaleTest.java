package io.headroom.e2e;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.LargeFleet;
import io.headroom.e2e.system.PlacementProcess;
import io.headroom.e2e.system.Project;
import io.headroom.e2e.system.SomeWork;
import io.headroom.testkit.harness.TestBed;

import static org.assertj.core.api.Assertions.assertThat;

/// How long a cold start and a takeover take with 10,000 nodes and 50,000 workloads. For measuring: `-Dheadroom.measure=true`; it prints, and
/// asserts only that it comes to an end.
@Isolated("how long it takes is what is looked at")
@EnabledIfSystemProperty(named = "headroom.measure", matches = "true")
class PlacementAtScaleTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int HEAP_MIB = Integer.getInteger("headroom.measure.heap", 1024);

    /// Made by the first process, as `./headroom warm-up` makes one after a build.
    private static final Path CACHE = Project.root().resolve("e2e-tests/target/scale.aot");

    private static final LargeFleet FLEET = new LargeFleet("scale", 10_000, 10_000);

    @BeforeAll
    static void servers() {
        TestBed.start();
    }

    @AfterAll
    static void stop() {
        TestBed.current().stop();
    }

    @Test
    void a_cold_start_and_a_takeover() throws Exception {
        TestBed bed = TestBed.current();
        SomeWork work;
        try (PlacementProcess first =
                PlacementProcess.makingCache(bed, "scale-none", HEAP_MIB, CACHE)) {
            Headroom.until("it leads", LONG, () -> first.isReady() && first.leads());
            work = SomeWork.declare(first, "kept");
            SomeWork.declare(first, FLEET.lane());
            String one = work.submit(first, "one");
            Headroom.until("it is placed", LONG, () -> work.isPlaced(first, one));
            first.stop(LONG);
        }
        FLEET.write();

        long begun = System.nanoTime();
        try (PlacementProcess leader =
                PlacementProcess.withCache(bed, "scale-one", HEAP_MIB, CACHE)) {
            Headroom.until("it is ready", LONG, leader::isReady);
            say("ready", begun);
            Headroom.until("a turn is over", LONG, () -> turn(leader, "count") >= 1);
            say("the first turn is over", begun);
            System.out.printf("that turn took %.1f s%n", turn(leader, "max"));
            String cold = work.submit(leader, "cold");
            Headroom.until("it is placed", LONG, () -> work.isPlaced(leader, cold));
            say("what was submitted then is placed", begun);
            try (PlacementProcess other =
                    PlacementProcess.withCache(bed, "scale-two", HEAP_MIB, CACHE)) {
                goesOn(leader, other, work);
            }
        }
    }

    private static void goesOn(PlacementProcess leader, PlacementProcess other, SomeWork work) {
        Headroom.until("two is ready", LONG, other::isReady);
        Headroom.until(
                "the picture of who stands by is new",
                LONG,
                () -> other.metric("headroom_placement_picture_behind_seconds").orElse(99) < 5);
        leader.kill();
        long killed = System.nanoTime();
        String after = work.submit(other, "after");
        Headroom.until("it is placed by the other", LONG, () -> work.isPlaced(other, after));
        say("after the leader was killed, what was submitted then is placed", killed);
        System.out.printf("the longest turn took %.1f s%n", turn(other, "max"));
        assertThat(other.leads()).isTrue();
    }

    private static double turn(PlacementProcess process, String figure) {
        return process.metric("headroom_loop_turn_seconds_" + figure + "{loop=\"binding\"")
                .orElse(0);
    }

    private static void say(String what, long sinceNanos) {
        System.out.printf(
                "%s: %d ms%n", what, Duration.ofNanos(System.nanoTime() - sinceNanos).toMillis());
    }
}
