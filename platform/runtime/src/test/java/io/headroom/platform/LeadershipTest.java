package io.headroom.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.leader.StaleLeader;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// One leads at a time, and who leads no longer writes no longer.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class LeadershipTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject Leadership leadership;
    @Inject Fence fence;
    @Inject Transactions transactions;
    @Inject Loops loops;
    @Inject MeterRegistry meters;

    @Test
    void what_another_process_has_committed_wakes_the_leaders_relay() throws Exception {
        double before = rung();
        eventually(
                "it is heard",
                SOON,
                () -> {
                    try (Connection other = TestBed.current().superuser()) {
                        boolean _ =
                                other.createStatement().execute("notify headroom_outbox_placement");
                    }
                    return rung() > before;
                });
    }

    private double rung() {
        return meters.counter("headroom.outbox.rung").count();
    }

    @Test
    void a_leader_that_was_replaced_is_refused_and_leads_again_in_a_later_epoch() throws Exception {
        eventually("it leads", SOON, leadership::isLeader);
        Epoch first = leadership.current().orElseThrow();
        check(first).await().atMost(SOON);

        // Somebody else took it, for a second.
        execute(
                "update bus.leader set holder = 'other', epoch = epoch + 1, until = clock_timestamp() + interval '1 s' where name = 'placement/local'");

        assertThatThrownBy(() -> check(first).await().atMost(SOON)).isInstanceOf(StaleLeader.class);
        eventually(
                "it leads again",
                SOON,
                () -> leadership.current().filter(e -> e.compareTo(first) > 0).isPresent());
        check(leadership.current().orElseThrow()).await().atMost(SOON);
        assertThatThrownBy(() -> check(first).await().atMost(SOON)).isInstanceOf(StaleLeader.class);
    }

    @Test
    void a_loop_coalesces_wakes_and_goes_on_after_a_failure() {
        eventually("it leads", SOON, leadership::isLeader);
        AtomicInteger turns = new AtomicInteger();
        AtomicInteger atATime = new AtomicInteger();
        WakeableLoop loop =
                loops.onLeader(
                        "tried",
                        Duration.ofMinutes(5),
                        _ -> {
                            assertThat(atATime.incrementAndGet()).isEqualTo(1);
                            int turn = turns.incrementAndGet();
                            atATime.decrementAndGet();
                            if (turn == 1) {
                                throw new IllegalStateException("the first turn fails");
                            }
                        });
        eventually("it turns again after its failure", SOON, () -> turns.get() >= 2);
        int before = turns.get();
        loop.wake();
        eventually("it turns when woken", SOON, () -> turns.get() > before);
    }

    private Uni<Void> check(Epoch epoch) {
        return transactions.asService(session -> fence.check(session, epoch));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TestBed.current().superuser()) {
            assertThat(connection.createStatement().executeUpdate(sql)).isEqualTo(1);
        }
    }
}
