package io.headroom.engine.price;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.TariffSpec;
import io.headroom.engine.budget.period.WeekHours;

/// What a kilowatt hour costs at any instant. Daylight saving is that of the bands' clock.
///
/// @param otherwise where no band holds; @param bands of several that hold the first counts
public record PowerTariff(Money otherwise, List<Band> bands) {

    /// Hours of the week with a price of their own.
    public record Band(WeekHours hours, Money perKwh) {}

    public PowerTariff {
        bands = List.copyOf(bands);
    }

    public static PowerTariff of(TariffSpec spec) {
        return new PowerTariff(
                Money.of(spec.perKwh()),
                spec.bands().stream()
                        .map(b -> new Band(WeekHours.of(b.in(spec.zone())), Money.of(b.perKwh())))
                        .toList());
    }

    public Money at(Instant instant) {
        return bands.stream()
                .filter(b -> b.hours().covers(instant))
                .map(Band::perKwh)
                .findFirst()
                .orElse(otherwise);
    }

    /// The next instant at which another price holds; [Instant#MAX] where none ever does. A year ahead at most is looked at.
    public Instant changeAfter(Instant instant) {
        Money now = at(instant);
        Instant cursor = instant;
        for (int looked = 0; looked < 2 * 8 * (bands.size() + 1); looked++) {
            Instant next = boundaryAfter(cursor);
            if (next.equals(Instant.MAX) || !at(next).equals(now)) {
                return next;
            }
            cursor = next;
        }
        return Instant.MAX;
    }

    /// The most that it costs at any time.
    public Money dearest() {
        return bands.stream().map(Band::perKwh).reduce(otherwise, Money::max);
    }

    private Instant boundaryAfter(Instant instant) {
        return bands.stream()
                .map(b -> b.hours().changeAfter(instant))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}
