package io.headroom.e2e;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import io.headroom.e2e.system.Corner;
import io.headroom.e2e.system.Headroom;
import io.headroom.e2e.system.RunningSystem;

import static io.headroom.e2e.system.Headroom.until;
import static org.assertj.core.api.Assertions.assertThat;

/// What is accepted is in PostgreSQL: the bus may lose all it has stored, and PostgreSQL may die and come back, and nothing is lost,
/// done twice or paid for beyond a cap. The simulated provider's own bill is the judge.
@Order(5)
@Isolated("it takes down what others look at")
@ExtendWith(RunningSystem.class)
class StorageLostTest {

    private static final String CAP = "6.00";
    private static final int WORKLOADS = 8;
    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void all_that_the_bus_had_stored_is_gone_and_nothing_is_lost(Headroom headroom) {
        var corner = capped(headroom, "bus-lost");
        submit(corner, "before", 300);
        until("some run", SOON, () -> !withState(corner, "running").isEmpty());
        // Said and not heard yet: the stop comes at once.
        submit(corner, "last", 60);
        headroom.down();
        headroom.loseBusStorage();
        headroom.up();

        submit(corner, "after", 60);
        endsWell(corner, 3 * WORKLOADS);
    }

    @Test
    void the_database_dies_under_load_and_nothing_is_lost(Headroom headroom) {
        var corner = capped(headroom, "database-killed");
        submit(corner, "before", 300);
        until("some are placed", SOON, () -> !corner.machines().isEmpty());
        headroom.kill("postgres");

        submit(corner, "after", 60);
        endsWell(corner, 2 * WORKLOADS);
    }

    private static Corner capped(Headroom headroom, String name) {
        new Corner(headroom, name).cap(CAP);
        return Corner.declare(headroom, name, 6);
    }

    private static void submit(Corner corner, String named, int seconds) {
        IntStream.range(0, WORKLOADS).forEach(i -> corner.submit(named + "-" + i, 1, seconds));
    }

    private static List<String> withState(Corner corner, String state) {
        return corner.workloads()
                .getList("items.findAll { it.state == '" + state + "' }.name", String.class);
    }

    private static void endsWell(Corner corner, int workloads) {
        until(
                "all have ended well",
                Duration.ofMinutes(3),
                () -> corner.succeeded().size() == workloads);
        assertThat(corner.succeeded()).doesNotHaveDuplicates();
        until("every machine is given back", SOON, () -> corner.machines().isEmpty());
        assertThat(corner.charged()).isPositive();
        assertThat(corner.mostChargeable())
                .as("the most that was charged and could still be, at any instant")
                .isLessThanOrEqualTo(new BigDecimal(CAP));
    }
}
