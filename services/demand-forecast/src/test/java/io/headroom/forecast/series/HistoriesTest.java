package io.headroom.forecast.series;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// What is remembered is what would be read, whatever happens to the clock, to the leader and to the past.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class HistoriesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Epoch ONE = new Epoch(1);

    @Inject Transactions transactions;
    @Inject SampleTable samples;

    /// Young enough not to be forgotten.
    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2));

    private Histories histories;
    private String series;

    @BeforeEach
    void lead() {
        histories = new Histories(transactions, samples, new SimpleMeterRegistry());
        series = "lane-" + System.nanoTime() + "/H100";
    }

    @Test
    void what_was_there_is_read_by_who_begins_to_lead_and_carried_on_from_then() {
        put(at(0), 4);
        put(at(2), 6);
        assertThat(histories.read(ONE, at(3))).contains(series);
        turn(at(3), 8);
        turn(at(4));
        assertThat(values()).containsExactly(4.0, Double.NaN, 6.0, 8.0, 0.0);
        assertThat(asRead(at(4))).isEqualTo(known());
        assertThat(histories.read(ONE, at(5))).doesNotContain(series);
    }

    @Test
    void an_import_is_seen_by_who_leads_and_a_second_look_reads_nothing() {
        put(at(5), 4);
        histories.read(ONE, at(6));
        turn(at(6), 5);
        put(at(1), 9);
        imported();
        assertThat(histories.read(ONE, at(7))).contains(series);
        assertThat(values()).startsWith(9.0).endsWith(4.0, 5.0);
        assertThat(histories.read(ONE, at(7))).doesNotContain(series);
    }

    @Test
    void who_leads_again_sees_what_another_wrote_in_between() {
        put(at(0), 4);
        histories.read(ONE, at(1));
        put(at(1), 7);
        assertThat(values()).containsExactly(4.0);
        histories.read(new Epoch(3), at(2));
        assertThat(values()).containsExactly(4.0, 7.0);
    }

    @Test
    void a_second_turn_in_one_minute_counts_and_a_minute_without_one_is_a_gap() {
        histories.read(ONE, at(0));
        turn(at(0), 1);
        turn(at(0), 2);
        turn(at(2), 3);
        assertThat(values()).containsExactly(2.0, Double.NaN, 3.0);
        assertThat(asRead(at(2))).isEqualTo(known());
    }

    @Test
    void a_clock_that_jumps_a_day_leaves_gaps_and_one_that_is_set_back_breaks_nothing() {
        histories.read(ONE, at(0));
        turn(at(0), 1);
        turn(at(1440), 2);
        assertThat(known().size()).isEqualTo(1441);
        assertThat(known().isKnown(720)).isFalse();
        turn(at(720), 3);
        assertThat(known().value(720)).isEqualTo(3);
        turn(at(-10), 4);
        assertThat(known().size()).isEqualTo(1441);
        turn(at(1440 * 400), 5);
        assertThat(values()).containsExactly(5.0);
    }

    private Instant at(int minute) {
        return begin.plus(Duration.ofMinutes(minute));
    }

    private void put(Instant at, double gpus) {
        transactions
                .asService(
                        session ->
                                samples.put(
                                        session, List.of(new SampleTable.Sample(series, at, gpus))))
                .await()
                .atMost(SOON);
    }

    private void imported() {
        transactions
                .asService(session -> samples.imported(session, List.of(series)))
                .await()
                .atMost(SOON);
    }

    /// As the loop does it.
    private void turn(Instant minute, double... gpus) {
        SortedMap<String, Double> wanted = new TreeMap<>();
        for (double each : gpus) {
            wanted.put(series, each);
        }
        put(minute, gpus.length == 0 ? 0 : gpus[0]);
        histories.carryOn(wanted, minute);
    }

    private DemandHistory known() {
        return requireNonNull(histories.all(begin.plus(Duration.ofDays(500))).get(series));
    }

    private List<Double> values() {
        List<Double> values = new ArrayList<>();
        for (double value : known().toArray()) {
            values.add(value);
        }
        return values;
    }

    private DemandHistory asRead(Instant now) {
        Map<String, DemandHistory> read =
                transactions
                        .asService(
                                session ->
                                        samples.of(
                                                session,
                                                List.of(series),
                                                now.minus(Duration.ofDays(15)),
                                                begin.plus(Duration.ofDays(500))))
                        .await()
                        .atMost(SOON);
        return requireNonNull(read.get(series));
    }
}
