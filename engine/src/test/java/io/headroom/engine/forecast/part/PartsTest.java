package io.headroom.engine.forecast.part;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PartsTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int DAY = 1440;
    private static final ForecastPolicy POLICY = ForecastPolicy.MANY.withHorizon(60);

    @Test
    void tenants_with_days_of_their_own_sum_to_their_lane() {
        DemandHistory day = history("day", 5 * DAY, PartsTest::byDay);
        DemandHistory flat = history("flat", 5 * DAY, i -> 8 + i % 3);
        DemandHistory whole = history("all", 5 * DAY, i -> byDay(i) + 8 + i % 3);
        Outlook outlook = outlook(whole);
        List<Outlook> parts =
                Parts.forecast(
                        outlook,
                        whole,
                        List.of(learned(day, whole), learned(flat, whole)),
                        whole.end());
        for (int h = 0; h < outlook.steps(); h++) {
            double sum = parts.get(0).quantile(0.5, h) + parts.get(1).quantile(0.5, h);
            assertThat(sum).isCloseTo(outlook.quantile(0.5, h), within(1e-9));
        }
        assertThat(parts.get(1).quantile(0.5, 30)).isBetween(7.0, 11.0);
    }

    @Test
    void a_tenant_of_half_an_hour_gets_its_share() {
        DemandHistory whole = history("all", 3 * DAY, i -> i < 3 * DAY - 30 ? 10 : 20);
        DemandHistory young =
                new DemandHistory(
                        "young", whole.end().minus(MINUTE.multipliedBy(30)), MINUTE, all(30, 10));
        DemandHistory rest = history("rest", 3 * DAY, _ -> 10);
        Outlook outlook = outlook(whole);
        List<Outlook> parts =
                Parts.forecast(
                        outlook,
                        whole,
                        List.of(learned(young, whole), learned(rest, whole)),
                        whole.end());
        assertThat(learned(young, whole).fitted()).isEmpty();
        assertThat(parts.get(0).model()).isEqualTo("33 % of the whole");
        assertThat(parts.get(0).quantile(0.5, 0)).isGreaterThan(0);
        assertThat(parts.get(0).quantile(0.5, 0) + parts.get(1).quantile(0.5, 0))
                .isCloseTo(outlook.quantile(0.5, 0), within(1e-9));
    }

    @Test
    void a_young_tenant_borrows_the_day_of_its_class() {
        DemandHistory ofClass = history("class", 5 * DAY, PartsTest::byDay);
        DemandHistory own = ofClass.tail(DAY / 4);
        assertThat(new Part(own, ofClass).history().size()).isEqualTo(5 * DAY);
        assertThat(new Part(ofClass, own).history()).isEqualTo(ofClass);
    }

    @Test
    void who_wants_most_gets_a_forecast_of_its_own() {
        var wanted = new TreeMap<String, Double>();
        wanted.put("a", 3.0);
        wanted.put("b", 9.0);
        wanted.put("c", 0.0);
        wanted.put("d", 3.0);
        assertThat(Largest.of(wanted, 2)).containsExactly("a", "b");
        assertThat(Largest.of(wanted, 9)).containsExactly("a", "b", "d");
    }

    private static double byDay(int minute) {
        return Math.round(20 + 12 * Math.sin(2 * Math.PI * minute / DAY));
    }

    private static Parts.Learned learned(DemandHistory own, DemandHistory whole) {
        return Parts.learn(new Part(own, whole), POLICY);
    }

    private static Outlook outlook(DemandHistory whole) {
        return Forecaster.forecast(Forecaster.refit(whole, POLICY), whole, 60, whole.end());
    }

    private static double[] all(int size, double value) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return values;
    }

    private static DemandHistory history(String name, int minutes, IntToDoubleFunction demand) {
        double[] values = new double[minutes];
        Arrays.setAll(values, demand);
        return new DemandHistory(name, MONDAY, MINUTE, values);
    }
}
