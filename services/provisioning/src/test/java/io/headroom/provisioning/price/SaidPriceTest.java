package io.headroom.provisioning.price;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;

import static org.assertj.core.api.Assertions.assertThat;

/// Which of the prices that were said holds, and which will.
class SaidPriceTest {

    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");
    private static final Instant SEPTEMBER = Instant.parse("2026-09-01T00:00:00Z");

    @Test
    void the_newest_that_has_begun_holds_and_the_next_is_known() {
        var said = List.of(list("55", JULY), list("50", AUGUST));
        assertThat(price(said, JULY.minusSeconds(1))).isEmpty();
        assertThat(price(said, JULY)).contains(Money.of("55"));
        assertThat(price(said, AUGUST)).contains(Money.of("50"));
        assertThat(SaidPrice.next(said, JULY).map(SaidPrice::from)).contains(AUGUST);
        assertThat(SaidPrice.next(said, AUGUST)).isEmpty();
    }

    @Test
    void what_an_operator_says_goes_first_as_long_as_it_is_said_to() {
        var said = List.of(list("55", JULY), file("48", JULY, AUGUST), list("54", AUGUST));
        assertThat(price(said, JULY.plusSeconds(1))).contains(Money.of("48"));
        assertThat(price(said, AUGUST)).contains(Money.of("54"));
    }

    @Test
    void one_that_ended_does_not_bring_back_the_one_before_it() {
        var said = List.of(file("48", JULY, null), file("40", AUGUST, SEPTEMBER));
        assertThat(price(said, AUGUST)).contains(Money.of("40"));
        assertThat(price(said, SEPTEMBER)).isEmpty();
    }

    private static Optional<Money> price(List<SaidPrice> said, Instant at) {
        return SaidPrice.holding(said, at).map(SaidPrice::perHour);
    }

    private static SaidPrice list(String dollars, Instant from) {
        return said(PriceSource.AWS_PRICE_LIST, dollars, from, null);
    }

    private static SaidPrice file(String dollars, Instant from, @Nullable Instant until) {
        return said(PriceSource.FILE, dollars, from, until);
    }

    private static SaidPrice said(
            PriceSource source, String dollars, Instant from, @Nullable Instant until) {
        return new SaidPrice(
                new PriceKey(ProviderKind.AWS, "us-east-1", "p5", CapacityType.ON_DEMAND),
                source,
                from,
                until,
                Money.of(dollars),
                null,
                JULY,
                "test");
    }
}
