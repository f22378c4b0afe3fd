package io.headroom.agent.requests;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.headroom.agent.AgentCommons;
import io.headroom.agent.Assignments;
import io.headroom.agent.requests.RequestMeter.Served;
import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.workload.RequestCounter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Rates from what counters stood at.
class RequestMeterTest {

    private final AgentCommons commons = new AgentCommons();
    private final RequestMeter meter = new RequestMeter(commons.workers());

    @AfterEach
    void close() {
        commons.close();
    }

    @Test
    void a_rate_takes_two_looks() {
        Served chat = served(8000, counts(100, 0), counts(400, 30), counts(400, 60));
        assertThat(meter.measure(List.of(chat))).isEmpty();
        assertThat(perSecond(chat)).isEqualTo(10);
        assertThat(perSecond(chat)).isZero();
    }

    @Test
    void a_counter_that_falls_began_anew_and_is_counted_from_there() {
        Served chat = served(8000, counts(1e6, 0), counts(50, 30), counts(80, 60));
        assertThat(meter.measure(List.of(chat))).isEmpty();
        assertThat(meter.measure(List.of(chat)))
                .singleElement()
                .extracting(Telemetry.Requests::uncounted)
                .isEqualTo(Uncounted.RESTARTED);
        assertThat(perSecond(chat)).isEqualTo(1);
    }

    @Test
    void a_look_that_failed_is_said_and_the_next_one_counts_what_came_meanwhile() {
        Served chat = served(8000, counts(0, 0), fails(Uncounted.NO_ANSWER), counts(600, 60));
        assertThat(meter.measure(List.of(chat))).isEmpty();
        assertThat(meter.measure(List.of(chat)))
                .singleElement()
                .extracting(Telemetry.Requests::uncounted)
                .isEqualTo(Uncounted.NO_ANSWER);
        assertThat(perSecond(chat)).isEqualTo(10);
    }

    @Test
    void two_replicas_on_one_port_are_one_counter() {
        Served one = served(8000, counts(0, 0), counts(300, 30));
        Served same = served(8000, counts(0, 0), counts(300, 30));
        assertThat(meter.measure(List.of(one, same)))
                .singleElement()
                .extracting(Telemetry.Requests::uncounted)
                .isEqualTo(Uncounted.SHARED_PORT);
        assertThat(meter.measure(List.of(one, same)))
                .extracting(Telemetry.Requests::perSecond)
                .containsExactlyInAnyOrder(10.0, null);
    }

    @Test
    void a_replica_that_hangs_holds_up_no_other() {
        CountDownLatch never = new CountDownLatch(1);
        Served hangs =
                new Served(
                        assignment(),
                        counter(8000),
                        (_, _) -> {
                            try {
                                never.await();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                            throw new NotCounted(Uncounted.UNREADABLE);
                        });
        Served chat = served(8001, counts(0, 0), counts(300, 30));
        assertThat(meter.measure(List.of(hangs, chat)))
                .singleElement()
                .extracting(Telemetry.Requests::uncounted)
                .isEqualTo(Uncounted.NO_ANSWER);
        assertThat(perSecond(chat)).isCloseTo(10, within(1e-9));
    }

    private double perSecond(Served replica) {
        List<Telemetry.Requests> said = meter.measure(List.of(replica));
        assertThat(said).hasSize(1);
        Double rate = said.getFirst().perSecond();
        return rate == null ? -1 : rate;
    }

    private interface Look {
        Count look() throws NotCounted;
    }

    private static Look counts(double total, double atSeconds) {
        return () -> new Count(total, atSeconds);
    }

    private static Look fails(Uncounted why) {
        return () -> {
            throw new NotCounted(why);
        };
    }

    private static Served served(int port, Look... looks) {
        Deque<Look> left = new ArrayDeque<>(List.of(looks));
        return new Served(assignment(), counter(port), (_, _) -> left.removeFirst().look());
    }

    private static ReplicaAssignment assignment() {
        return Assignments.running("serve");
    }

    private static RequestCounter counter(int port) {
        return new RequestCounter(port, null, "asked_total", 10.0, null);
    }
}
