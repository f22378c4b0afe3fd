package io.headroom.forecast.part;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.demand.DemandHistory;

import static org.assertj.core.api.Assertions.assertThat;

/// Parts are known when their series is, and the rest is what they leave.
class PartHistoriesTest {

    private static final String SERIES = "default/H100";
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final PartKey ADS = new PartKey(SERIES, Dimension.TENANT, "ads");

    private final PartHistories histories = new PartHistories();

    @Test
    void a_part_begins_with_its_first_demand_and_has_the_gaps_of_its_series() {
        DemandHistory whole = whole(9, 9, 9, Double.NaN, 9, 9);
        histories.put(ADS, whole, hour(0, 2, 0, 5, 3));
        DemandHistory ads = Objects.requireNonNull(histories.all().get(ADS));
        assertThat(ads.start()).isEqualTo(NOON.plus(MINUTE));
        assertThat(ads.toArray()).containsExactly(2, 0, Double.NaN, 3, 0);
        histories.putRest(ADS.rest(), whole);
        assertThat(rest()).containsExactly(7, 9, Double.NaN, 6, 9);
    }

    @Test
    void a_part_that_wanted_nothing_in_the_time_of_its_series_is_none() {
        histories.put(ADS, whole(9, 9), hour(0, 0, 4));
        histories.putRest(ADS.rest(), whole(9, 9));
        assertThat(histories.all()).isEmpty();
    }

    @Test
    void a_minute_more_is_carried_on_and_minutes_that_were_missed_are_gaps() {
        histories.put(ADS, whole(4, 4), hour(1, 1));
        histories.putRest(ADS.rest(), whole(4, 4));
        histories.carryOn(known(whole(4, 4, 4, Double.NaN, 8)), wanted(ADS, 3), 99);
        assertThat(histories.all().get(ADS))
                .isEqualTo(
                        new DemandHistory(
                                SERIES, NOON, MINUTE, values(1, 1, Double.NaN, Double.NaN, 3)));
        assertThat(rest()).containsExactly(3, 3, Double.NaN, Double.NaN, 5);
    }

    @Test
    void who_wants_something_for_the_first_time_is_taken_in_while_there_is_room() {
        PartKey late = new PartKey(SERIES, Dimension.TENANT, "late");
        histories.admit(known(whole(4, 4)), wanted(ADS, 3), 1);
        histories.admit(known(whole(4, 4)), wanted(late, 1), 1);
        assertThat(histories.all()).containsOnlyKeys(ADS, ADS.rest());
        assertThat(rest()).containsExactly(1);
    }

    private double[] rest() {
        DemandHistory rest = histories.all().get(ADS.rest());
        return rest == null ? new double[0] : rest.toArray();
    }

    private static SortedMap<String, DemandHistory> known(DemandHistory whole) {
        SortedMap<String, DemandHistory> known = new TreeMap<>();
        known.put(SERIES, whole);
        return known;
    }

    private static SortedMap<PartKey, Double> wanted(PartKey part, double gpus) {
        SortedMap<PartKey, Double> wanted = new TreeMap<>();
        wanted.put(part, gpus);
        return wanted;
    }

    private static SortedMap<Long, double[]> hour(double... first) {
        double[] minutes = new double[60];
        System.arraycopy(first, 0, minutes, 0, first.length);
        SortedMap<Long, double[]> hours = new TreeMap<>();
        hours.put(NOON.getEpochSecond() / 3600, minutes);
        return hours;
    }

    private static DemandHistory whole(double... values) {
        return new DemandHistory(SERIES, NOON, MINUTE, values);
    }

    private static double[] values(double... values) {
        return values;
    }
}
