package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.lease.Settled.Usage;
import io.headroom.engine.budget.period.Span;

import static org.assertj.core.api.Assertions.assertThat;

/// A charge that is cut at whole hours is the same charge.
class UsageByHourProperties {

    private static final Instant BEGIN = Instant.parse("2026-10-31T21:00:00Z");

    @Property
    void parts_follow_each_other_lie_in_one_hour_and_add_up_to_the_millionth(
            @ForAll @LongRange(min = 0, max = 7_200_000) long fromMillis,
            @ForAll @LongRange(min = 0, max = 40_000_000) long millis,
            @ForAll @LongRange(min = -500_000_000, max = 500_000_000) long micros) {
        Instant from = BEGIN.plusMillis(fromMillis);
        Instant to = from.plusMillis(millis);
        List<Usage> parts = new Usage(new Span(from, to), new Money(micros)).byHour();

        Instant at = from;
        long sum = 0;
        for (Usage part : parts) {
            assertThat(part.span().from()).isEqualTo(at);
            Instant hour = at.truncatedTo(ChronoUnit.HOURS);
            assertThat(part.span().to()).isBetween(at, hour.plus(1, ChronoUnit.HOURS));
            assertThat(Math.abs(part.amount().micros() - even(micros, part.span(), millis)))
                    .as("its part of the time")
                    .isLessThanOrEqualTo(1);
            at = part.span().to();
            sum += part.amount().micros();
        }
        assertThat(at).isEqualTo(to);
        assertThat(sum).isEqualTo(micros);
    }

    private static double even(long micros, Span part, long millis) {
        return millis == 0
                ? micros
                : (double) micros * part.length().toMillis() / Duration.ofMillis(millis).toMillis();
    }
}
