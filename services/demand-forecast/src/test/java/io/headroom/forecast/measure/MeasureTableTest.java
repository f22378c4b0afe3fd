package io.headroom.forecast.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

/// What is written of a minute is what is true at its last look, and a tenant's transaction sees that tenant's rows alone.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class MeasureTableTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Inject Transactions transactions;
    @Inject MeasureTable measures;

    @Test
    void what_was_named_earlier_in_a_minute_and_is_not_now_is_nothing() {
        put("twice", List.of(), level("twice", "ads", 4000), level("twice", "research", 6000));
        put("twice", List.of("twice"), level("twice", "ads", 5000));
        assertThat(running("twice", "*")).containsExactly("ads 5000", "research 0");
        put("twice", List.of("twice"));
        assertThat(running("twice", "*")).containsExactly("ads 0", "research 0");
    }

    @Test
    void what_arrived_and_worked_stays_as_it_is_when_a_sample_is_taken() {
        transactions
                .asService(
                        session ->
                                measures.add(
                                        session,
                                        List.of(new Flow(origin("kept", "ads"), NOON, 2, 7))))
                .await()
                .atMost(SOON);
        put("kept", List.of(), level("kept", "research", 1000));
        put("kept", List.of("kept"), level("kept", "ads", 3000));
        assertThat(read("kept", "*", "tenant || ' ' || arrivals || ' ' || work || ' ' || running"))
                .containsExactly("ads 2 7 3000", "research 0 0 0");
    }

    @Test
    void a_tenants_transaction_sees_its_own_rows_alone() {
        put("mine", List.of(), level("mine", "ads", 4000), level("mine", "~others", 6000));
        assertThat(running("mine", "ads")).containsExactly("ads 4000");
        assertThat(running("mine", "research")).isEmpty();
        assertThat(running("mine", "")).isEmpty();
    }

    private void put(String series, List<String> seen, Level... levels) {
        SortedMap<Origin, Level> named = new TreeMap<>();
        for (Level level : levels) {
            assertThat(level.origin().series()).isEqualTo(series);
            named.put(level.origin(), level);
        }
        transactions
                .asService(session -> measures.put(session, named, seen, NOON))
                .await()
                .atMost(SOON);
    }

    private List<String> running(String series, String seenBy) {
        return read(series, seenBy, "tenant || ' ' || running");
    }

    private List<String> read(String series, String seenBy, String what) {
        return transactions
                .inTenant(
                        seenBy,
                        session ->
                                Rows.texts(
                                        session,
                                        "select %s from measure where series = :series order by tenant"
                                                .formatted(what),
                                        Map.of("series", series)))
                .await()
                .atMost(SOON);
    }

    private static Level level(String series, String tenant, long milliGpu) {
        return new Level(origin(series, tenant), milliGpu, 0, 0, 0, 0);
    }

    private static Origin origin(String series, String tenant) {
        return new Origin(series, tenant, "training", "whole");
    }
}
