package io.headroom.forecast.series;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.platform.database.Transactions;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Demand is what would be wanted if nothing had waited.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class DemandTableTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final double MINUTE = 60.0;

    @Inject Transactions transactions;
    @Inject DemandTable demand;

    @Test
    void what_waits_long_counts_less_than_what_runs() {
        UUID waits = UUID.randomUUID();
        UUID runs = UUID.randomUUID();
        add(wanted(waits, "backlog/any", MINUTE), wanted(runs, "served/any", MINUTE));
        run(new DemandTable.Ran(runs, NOON));
        Instant later = NOON.plusSeconds(60);
        assertThat(now(later).get("served/any")).isEqualTo(1.0);
        assertThat(now(later).get("backlog/any")).isCloseTo(Math.exp(-1), within(1e-6));
        run(new DemandTable.Ran(runs, null));
        assertThat(now(later).get("served/any")).isCloseTo(Math.exp(-1), within(1e-6));
    }

    @Test
    void who_does_not_say_how_long_it_runs_is_thought_to_run_as_long_as_its_like() {
        UUID first = UUID.randomUUID();
        add(wanted(first, "silent/any", null));
        Instant later = NOON.plusSeconds(30);
        assertThat(now(later).get("silent/any")).isEqualTo(1.0);
        end(new DemandTable.Ended(first, later, 30.0));
        assertThat(now(later)).doesNotContainKey("silent/any");
        add(wanted(UUID.randomUUID(), "silent/any", null));
        assertThat(now(later).get("silent/any")).isCloseTo(Math.exp(-1), within(1e-6));
    }

    @Test
    void what_was_over_before_it_was_heard_of_is_not_wanted() {
        UUID gone = UUID.randomUUID();
        end(new DemandTable.Ended(gone, NOON, null));
        add(wanted(gone, "gone/any", MINUTE));
        assertThat(now(NOON)).doesNotContainKey("gone/any");
    }

    @Test
    void who_asks_in_a_series_is_told_by_class_and_what_was_is_forgotten() {
        add(asked("mixed/any", "training"), asked("mixed/any", "training"));
        assertThat(habits("mixed/any").classShares())
                .containsExactly(Map.entry(WorkloadClass.TRAINING, 1.0));
        add(asked("mixed/any", "online-inference"), asked("mixed/any", "online-inference"));
        // What was before counts a tenth less.
        assertThat(habits("mixed/any").classShares())
                .hasEntrySatisfying(
                        WorkloadClass.TRAINING,
                        s -> assertThat(s).isCloseTo(0.9 / 1.9, within(1e-6)))
                .hasEntrySatisfying(
                        WorkloadClass.ONLINE_INFERENCE,
                        s -> assertThat(s).isCloseTo(1 / 1.9, within(1e-6)));
        assertThat(habits("mixed/any").typical()).isNotNull();
    }

    private DemandHabits habits(String series) {
        return transactions
                .asService(session -> demand.habits(session))
                .map(habits -> habits.getOrDefault(series, DemandHabits.UNKNOWN))
                .await()
                .atMost(SOON);
    }

    private static DemandTable.Wanted wanted(
            UUID workload, String series, @Nullable Double expectedSeconds) {
        return wanted(workload, series, "training", expectedSeconds);
    }

    private static DemandTable.Wanted asked(String series, String workloadClass) {
        return wanted(UUID.randomUUID(), series, workloadClass, MINUTE);
    }

    private static DemandTable.Wanted wanted(
            UUID workload, String series, String workloadClass, @Nullable Double expectedSeconds) {
        return new DemandTable.Wanted(
                workload,
                series,
                1000,
                1000,
                1024,
                "research",
                workloadClass,
                "whole",
                NOON,
                expectedSeconds,
                "default",
                series,
                1000,
                null);
    }

    private void add(DemandTable.Wanted... rows) {
        done(session -> demand.add(session, List.of(rows)));
    }

    private void run(DemandTable.Ran row) {
        done(session -> demand.run(session, List.of(row)));
    }

    private void end(DemandTable.Ended row) {
        done(session -> demand.end(session, List.of(row)));
    }

    private void done(Function<Mutiny.Session, Uni<Void>> work) {
        transactions.asService(work).await().atMost(SOON);
    }

    private SortedMap<String, Double> now(Instant at) {
        return transactions
                .asService(session -> demand.now(session))
                .map(live -> DemandNow.of(live, new TreeMap<>(), at).wanted().series())
                .await()
                .atMost(SOON);
    }
}
