package io.headroom.provisioning.price.asking;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.provisioning.price.PriceLook.Outcome;
import io.headroom.provisioning.provider.catalogue.CataloguePrice;

import static org.assertj.core.api.Assertions.assertThat;

/// Nonsense is not believed.
class PriceVerdictTest {

    @ParameterizedTest
    @CsvSource({
        "50,     50,    UNCHANGED",
        "50,     50.01, TAKEN",
        "50,     499.9, TAKEN",
        "50,     500,   ABSURD",
        "50,     5.01,  TAKEN",
        "50,     5,     ABSURD",
        "50,     0,     ABSURD",
        "50,     -1,    ABSURD",
        "9000, 10001,   ABSURD",
    })
    void a_price_is_judged_by_the_one_before(String before, String said, Outcome outcome) {
        Optional<Money> was = Optional.of(Money.of(before));
        PriceVerdict verdict = PriceVerdict.of(found(said), was, was, 10);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.said()).isEqualTo(Money.of(said));
        assertThat(verdict.detail().isEmpty()).isEqualTo(outcome != Outcome.ABSURD);
    }

    @Test
    void the_first_one_of_a_list_is_taken_though_another_said_the_same() {
        assertThat(
                        PriceVerdict.of(
                                        found("50"),
                                        Optional.of(Money.of("50")),
                                        Optional.empty(),
                                        10)
                                .outcome())
                .isEqualTo(Outcome.TAKEN);
        assertThat(PriceVerdict.of(found("50"), Optional.empty(), Optional.empty(), 10).outcome())
                .isEqualTo(Outcome.TAKEN);
    }

    @Test
    void a_price_of_before_that_was_none_measures_nothing() {
        assertThat(
                        PriceVerdict.of(found("50"), Optional.of(Money.ZERO), Optional.empty(), 10)
                                .outcome())
                .isEqualTo(Outcome.TAKEN);
    }

    @Test
    void what_is_missing_says_why() {
        var missing = new CataloguePrice.Missing("p5", CapacityType.ON_DEMAND, "not there");
        assertThat(PriceVerdict.of(missing, Optional.empty(), Optional.empty(), 10))
                .isEqualTo(new PriceVerdict(Outcome.NOT_FOUND, "not there", null));
    }

    private static CataloguePrice found(String dollars) {
        return new CataloguePrice.Found(
                "p5", CapacityType.ON_DEMAND, Money.of(dollars), Instant.EPOCH);
    }
}
