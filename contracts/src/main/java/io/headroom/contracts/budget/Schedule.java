package io.headroom.contracts.budget;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// The hours of the week in which a budget counts: nights, weekends.
///
/// @param days on which it begins; all of them when none is named
/// @param from a time of the wall clock; the day's begin by default
/// @param to a time of the wall clock; not after `from` it is one of the next day. The day's end by default
/// @param zone the IANA zone of that clock; UTC by default
public record Schedule(
        @Nullable List<DayOfWeek> days,
        @Nullable LocalTime from,
        @Nullable LocalTime to,
        @Nullable String zone) {

    public Schedule {
        days =
                days == null || days.isEmpty()
                        ? List.of(DayOfWeek.values())
                        : days.stream().distinct().sorted().toList();
        from = from == null ? LocalTime.MIDNIGHT : from;
        to = to == null ? LocalTime.MIDNIGHT : to;
        zone = zone == null ? "UTC" : zone;
        new Checks()
                .that(
                        from.getSecond() == 0 && from.getNano() == 0,
                        "schedule.from",
                        "must be a whole minute such as 20:00")
                .that(
                        to.getSecond() == 0 && to.getNano() == 0,
                        "schedule.to",
                        "must be a whole minute such as 06:00")
                .that(
                        PeriodSpec.isZone(zone),
                        "schedule.zone",
                        "must be an IANA zone such as Europe/Berlin")
                .done();
    }

    @Override
    public List<DayOfWeek> days() {
        return days == null ? List.of(DayOfWeek.values()) : days;
    }

    @Override
    public LocalTime from() {
        return from == null ? LocalTime.MIDNIGHT : from;
    }

    @Override
    public LocalTime to() {
        return to == null ? LocalTime.MIDNIGHT : to;
    }

    @Override
    public String zone() {
        return zone == null ? "UTC" : zone;
    }
}
