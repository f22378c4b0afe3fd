package io.headroom.provisioning.price.asking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.provisioning.price.PriceLook.Outcome;
import io.headroom.provisioning.provider.catalogue.CataloguePrice;

/// Whether a price that a list has is believed.
///
/// @param said absent where there is none
record PriceVerdict(Outcome outcome, String detail, @Nullable Money said) {

    /// No machine costs so much an hour; half of it would still be more than any.
    private static final Money MOST = Money.of("10000");

    /// @param before what holds now, of whatever source; empty where nothing does
    /// @param beforeByList what holds now by this list; empty where it never said anything
    /// @param largestStep so many times more or less than before is not believed
    static PriceVerdict of(
            CataloguePrice found,
            Optional<Money> before,
            Optional<Money> beforeByList,
            int largestStep) {
        return switch (found) {
            case CataloguePrice.Missing missing ->
                    new PriceVerdict(Outcome.NOT_FOUND, missing.why(), null);
            case CataloguePrice.Found price ->
                    of(price.perHour(), before, beforeByList, largestStep);
        };
    }

    private static PriceVerdict of(
            Money said, Optional<Money> before, Optional<Money> beforeByList, int largestStep) {
        if (!said.isPositive()) {
            return absurd(said, "a price of " + said + " is none");
        }
        if (said.compareTo(MOST) > 0) {
            return absurd(said, "no machine costs " + said + " an hour");
        }
        if (before.filter(Money::isPositive).isPresent()
                && isTooFar(said, before.get(), largestStep)) {
            return absurd(
                    said,
                    "%s is %s times the %s of before: not believed until an operator says it"
                            .formatted(said, ratio(said, before.get()), before.get()));
        }
        return beforeByList.filter(said::equals).isPresent()
                ? new PriceVerdict(Outcome.UNCHANGED, "", said)
                : new PriceVerdict(Outcome.TAKEN, "", said);
    }

    private static boolean isTooFar(Money said, Money before, int largestStep) {
        return said.compareTo(before.times(largestStep)) >= 0
                || said.times(largestStep).compareTo(before) <= 0;
    }

    private static String ratio(Money said, Money before) {
        return said.decimal()
                .divide(before.decimal(), 3, RoundingMode.HALF_UP)
                .max(new BigDecimal("0.001"))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static PriceVerdict absurd(Money said, String why) {
        return new PriceVerdict(Outcome.ABSURD, why, said);
    }
}
