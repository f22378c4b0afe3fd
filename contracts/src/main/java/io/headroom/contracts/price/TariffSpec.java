package io.headroom.contracts.price;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.Schedule;
import io.headroom.contracts.check.Checks;

/// What a kilowatt hour costs, by the time of day and the day of the week.
///
/// @param perKwh dollars, as a decimal string, where no band holds
/// @param zone the IANA zone of the bands' clock; UTC by default
/// @param bands up to 48; of several that hold at a time the first counts
public record TariffSpec(String perKwh, @Nullable String zone, @Nullable List<Band> bands) {

    private static final int MOST_BANDS = 48;

    /// Hours of the week with a price of their own.
    ///
    /// @param perKwh dollars, as a decimal string
    /// @param days on which it begins; all of them when none is named
    /// @param from a time of the wall clock; the day's begin by default
    /// @param to a time of the wall clock; not after `from` it is one of the next day. The day's end by default
    public record Band(
            String perKwh,
            @Nullable List<DayOfWeek> days,
            @Nullable LocalTime from,
            @Nullable LocalTime to) {

        public Band {
            checkPrice(perKwh, "tariff.bands.perKwh");
            var _ = new Schedule(days, from, to, null);
        }

        public Schedule in(String zone) {
            return new Schedule(days, from, to, zone);
        }
    }

    public TariffSpec {
        zone = zone == null ? "UTC" : zone;
        bands = bands == null ? List.of() : List.copyOf(bands);
        checkPrice(perKwh, "tariff.perKwh");
        new Checks()
                .that(
                        PeriodSpec.isZone(zone),
                        "tariff.zone",
                        "must be an IANA zone such as Europe/Berlin")
                .range(bands.size(), 0, MOST_BANDS, "tariff.bands")
                .done();
    }

    private static void checkPrice(@Nullable String perKwh, String field) {
        new Checks()
                .that(
                        perKwh != null && perKwh.matches("[0-9]{1,3}([.][0-9]{1,6})?"),
                        field,
                        "must be dollars a kilowatt hour such as 0.18, below 1000")
                .done();
    }

    @Override
    public String zone() {
        return zone == null ? "UTC" : zone;
    }

    @Override
    public List<Band> bands() {
        return bands == null ? List.of() : bands;
    }
}
