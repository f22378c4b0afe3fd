package io.headroom.engine.budget.period;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

import io.headroom.contracts.budget.Schedule;

/// Stretches of a wall clock that begin on some days of the week and may reach into the next day.
public record WeekHours(List<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    private static final int DAYS_AHEAD = 8;
    private static final int DAY_MINUTES = 24 * 60;
    private static final int WEEK_MINUTES = 7 * DAY_MINUTES;

    public static WeekHours of(Schedule schedule) {
        return new WeekHours(
                schedule.days(), schedule.from(), schedule.to(), ZoneId.of(schedule.zone()));
    }

    public boolean covers(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        return covers(day.minusDays(1), instant) || covers(day, instant);
    }

    /// The next instant at which one begins or ends; one that begins as another ends changes nothing, and counts all the
    /// same.
    public Instant changeAfter(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        Instant next = Instant.MAX;
        for (int ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
            LocalDate begins = day.plusDays(ahead);
            if (days.contains(begins.getDayOfWeek())) {
                next = earlierAfter(instant, begin(begins), next);
                next = earlierAfter(instant, end(begins), next);
            }
        }
        return next;
    }

    /// Whether some moment is in both. Hours by the clocks of two zones are taken to meet: their clocks do not keep apart the
    /// whole year.
    public boolean mayMeet(WeekHours other) {
        return !zone.equals(other.zone)
                || days.stream()
                        .anyMatch(
                                day -> other.days.stream().anyMatch(its -> meet(day, other, its)));
    }

    private boolean meet(DayOfWeek day, WeekHours other, DayOfWeek its) {
        int ahead = Math.floorMod(other.minute(its) - minute(day), WEEK_MINUTES);
        int behind = Math.floorMod(minute(day) - other.minute(its), WEEK_MINUTES);
        return ahead < minutes() || behind < other.minutes();
    }

    private int minute(DayOfWeek day) {
        return day.getValue() * DAY_MINUTES + from.toSecondOfDay() / 60;
    }

    private int minutes() {
        int minutes = (to.toSecondOfDay() - from.toSecondOfDay()) / 60;
        return minutes > 0 ? minutes : minutes + DAY_MINUTES;
    }

    private static Instant earlierAfter(Instant instant, Instant candidate, Instant best) {
        return candidate.isAfter(instant) && candidate.isBefore(best) ? candidate : best;
    }

    private boolean covers(LocalDate begins, Instant instant) {
        return days.contains(begins.getDayOfWeek())
                && !instant.isBefore(begin(begins))
                && instant.isBefore(end(begins));
    }

    /// A time that daylight saving leaves out is the first one after the gap; of one that comes twice, the first is meant.
    private Instant begin(LocalDate day) {
        return day.atTime(from).atZone(zone).toInstant();
    }

    private Instant end(LocalDate day) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        return last.atTime(to).atZone(zone).toInstant();
    }
}
