package io.headroom.engine.price;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.price.SpotCourse.Price;

import static org.assertj.core.api.Assertions.assertThat;

/// How high a spot market went, by how long it was there.
class SpotCourseTest {

    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void a_price_counts_by_how_long_it_held() {
        SpotCourse course = course(10, 11, 90, 12);
        // An hour at 90, and then 12 until the end.
        Instant end = FROM.plus(Duration.ofHours(1_000));
        assertThat(course.notPassed(995, FROM, end, DAY)).contains(Money.of("12"));
        assertThat(course.notPassed(1000, FROM, end, DAY)).contains(Money.of("90"));
        assertThat(course.notPassed(1, FROM, end, DAY)).contains(Money.of("10"));
    }

    @Test
    void what_was_before_is_no_part_of_it_but_for_the_price_that_still_held() {
        SpotCourse course = course(90, 10);
        Instant later = FROM.plus(Duration.ofMinutes(30));
        Instant end = FROM.plus(Duration.ofHours(2));
        assertThat(course.notPassed(1000, later, end, Duration.ZERO)).contains(Money.of("90"));
        assertThat(course.notPassed(1000, FROM.plus(Duration.ofHours(1)), end, Duration.ZERO))
                .contains(Money.of("10"));
    }

    @Test
    void of_too_short_a_time_nothing_is_said() {
        assertThat(course(10).notPassed(995, FROM, FROM.plus(Duration.ofHours(23)), DAY)).isEmpty();
        assertThat(course(10).notPassed(995, FROM, FROM.plus(DAY), DAY)).contains(Money.of("10"));
        assertThat(new SpotCourse(List.of()).notPassed(995, FROM, FROM, Duration.ZERO)).isEmpty();
    }

    @Property
    void more_of_the_time_is_never_a_lower_price(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 99) Integer> dollars,
            @ForAll @IntRange(min = 1, max = 1000) int one,
            @ForAll @IntRange(min = 1, max = 1000) int other) {
        SpotCourse course = course(dollars.stream().mapToInt(Integer::intValue).toArray());
        Instant end = FROM.plus(Duration.ofHours(dollars.size()));
        Money low = course.notPassed(Math.min(one, other), FROM, end, Duration.ZERO).orElseThrow();
        Money high = course.notPassed(Math.max(one, other), FROM, end, Duration.ZERO).orElseThrow();
        assertThat(low).isLessThanOrEqualTo(high);
        assertThat(course.notPassed(1000, FROM, end, Duration.ZERO))
                .contains(
                        Money.of(
                                String.valueOf(
                                        dollars.stream()
                                                .mapToInt(Integer::intValue)
                                                .max()
                                                .orElseThrow())));
    }

    private static SpotCourse course(int... byTheHour) {
        List<Price> prices = new ArrayList<>();
        for (int i = 0; i < byTheHour.length; i++) {
            prices.add(
                    new Price(
                            FROM.plus(Duration.ofHours(i)),
                            Money.of(String.valueOf(byTheHour[i]))));
        }
        return new SpotCourse(prices);
    }
}
