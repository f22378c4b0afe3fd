package io.headroom.forecast.signal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.forecast.Span;

/// When something comes again, by a recurrence rule of RFC 5545 and the wall clock of a time zone. A time that the clock jumps over is as much later; of
/// one that comes twice the first counts.
final class Recurrence {

    /// Half of it would be a load that never ends; twice of it refuses what comes every ten minutes for five.
    private static final Duration OFTENEST = Duration.ofMinutes(5);

    /// Times whose distance is looked at: every five minutes for three days, every day for three years.
    private static final int LOOKED_AT = 1000;

    /// Every hour of a year. They are counted from the first each time.
    private static final int MOST_COUNTED = 10_000;

    private static final int LONGEST_RULE = 300;

    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final RecurrenceRule rule;
    private final ZoneId zone;
    private final LocalDateTime first;
    private final Duration onTheClock;
    private final Duration lasting;

    private Recurrence(RecurrenceRule rule, ZoneId zone, Instant from, Instant to) {
        this.rule = rule;
        this.zone = zone;
        this.first = LocalDateTime.ofInstant(from, zone);
        this.onTheClock = Duration.between(first, LocalDateTime.ofInstant(to, zone));
        this.lasting = Duration.between(from, to);
    }

    /// Fails with [InvalidFields] for what is no rule, or no zone.
    ///
    /// @param zone UTC if absent
    /// @param from begin of the first time, with [#to] its end
    static Recurrence of(String rule, @Nullable String zone, Instant from, Instant to) {
        ZoneId where = zone(zone);
        return new Recurrence(rule(rule, where), where, from, to);
    }

    private static ZoneId zone(@Nullable String zone) {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException _) {
            throw new InvalidFields("zone", "must be a time zone such as Europe/Berlin");
        }
    }

    private static RecurrenceRule rule(String text, ZoneId zone) {
        if (text.length() > LONGEST_RULE) {
            throw wrong("must have at most " + LONGEST_RULE + " characters");
        }
        RecurrenceRule rule;
        try {
            rule = new RecurrenceRule(text, RecurrenceRule.RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException e) {
            throw wrong("is no rule such as FREQ=WEEKLY;BYDAY=MO,FR: " + e.getMessage());
        }
        if (rule.getFreq() == Freq.SECONDLY || rule.hasPart(RecurrenceRule.Part.BYSECOND)) {
            throw tooOften();
        }
        if (rule.getCount() != null && rule.getCount() > MOST_COUNTED) {
            throw wrong("COUNT must be at most " + MOST_COUNTED);
        }
        DateTime until = rule.getUntil();
        if (until != null && until.isAllDay()) {
            throw wrong("UNTIL must have a time, such as 20261231T090000Z");
        }
        if (until != null) {
            LocalDateTime last =
                    until.isFloating()
                            ? local(until.getTimestamp())
                            : LocalDateTime.ofInstant(
                                    Instant.ofEpochMilli(until.getTimestamp()), zone);
            rule.setUntil(new DateTime(DateTime.UTC, millis(last)));
        }
        return rule;
    }

    /// Fails with [InvalidFields] where the first time is not one of the rule, where it never comes, or too often.
    void check() {
        if (!first.truncatedTo(ChronoUnit.SECONDS).equals(first)) {
            throw new InvalidFields("from", "must be of whole seconds, since it repeats");
        }
        List<LocalDateTime> begins = begins();
        if (begins.isEmpty()) {
            throw wrong("never happens");
        }
        if (!begins.getFirst().equals(first)) {
            throw new InvalidFields(
                    "from",
                    "must be a time of repeat, the first of which is "
                            + begins.getFirst().atZone(zone).toInstant());
        }
        for (int i = 1; i < begins.size(); i++) {
            Duration apart = Duration.between(begins.get(i - 1), begins.get(i));
            if (apart.compareTo(OFTENEST) < 0) {
                throw tooOften();
            }
            if (apart.compareTo(length()) < 0) {
                throw new InvalidFields(
                        "to", "must not be later than it begins again, " + apart + " after from");
            }
        }
    }

    /// The first of them, by the clock.
    private List<LocalDateTime> begins() {
        List<LocalDateTime> begins = new ArrayList<>();
        try {
            RecurrenceRuleIterator times = rule.iterator(millis(first), DateTime.UTC);
            while (times.hasNext() && begins.size() < LOOKED_AT) {
                LocalDateTime begin = local(times.nextMillis());
                if (!begins.isEmpty() && !begin.isAfter(begins.getLast())) {
                    return begins;
                }
                begins.add(begin);
            }
        } catch (IllegalArgumentException _) {
            // The rule finds nothing more: thousands of days, hours or minutes are none of it.
            return begins;
        }
        return begins;
    }

    /// The times that end after one instant and begin before another.
    ///
    /// @param most of them
    List<Span> between(Instant after, Instant before, int most) {
        List<Span> spans = new ArrayList<>();
        try {
            RecurrenceRuleIterator times = rule.iterator(millis(first), DateTime.UTC);
            // A day for the clock's jumps.
            LocalDateTime from = LocalDateTime.ofInstant(after, zone).minus(length()).minusDays(1);
            if (from.isAfter(first)) {
                times.fastForward(millis(from));
            }
            Instant last = Instant.MIN;
            while (times.hasNext() && spans.size() < most) {
                Span time = time(local(times.nextMillis()));
                if (!time.from().isBefore(before) || !time.from().isBefore(NEVER)) {
                    return spans;
                }
                if (time.from().isAfter(last) && time.to().isAfter(after)) {
                    spans.add(time);
                }
                last = time.from();
            }
        } catch (IllegalArgumentException _) {
            // As above.
            return spans;
        }
        return spans;
    }

    private Span time(LocalDateTime begin) {
        Instant from = begin.atZone(zone).toInstant();
        Instant to = begin.plus(length()).atZone(zone).toInstant();
        return new Span(from, to.isAfter(from) ? to : from.plus(lasting));
    }

    /// As the clock shows it: what ends at six in the morning does so in summer as well. Where the first time is in the hour that comes twice, as it is.
    private Duration length() {
        return onTheClock.isPositive() ? onTheClock : lasting;
    }

    /// When the last time is over, or a while later.
    Instant over() {
        DateTime until = rule.getUntil();
        if (until != null) {
            return local(until.getTimestamp()).plus(length()).plusDays(1).toInstant(ZoneOffset.UTC);
        }
        Integer count = rule.getCount();
        if (count == null) {
            return NEVER;
        }
        List<Span> all = between(Instant.EPOCH, NEVER, count);
        return all.isEmpty() ? Instant.EPOCH : all.getLast().to();
    }

    private static LocalDateTime local(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    private static long millis(LocalDateTime local) {
        return local.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static InvalidFields tooOften() {
        return wrong("must not come more often than every " + OFTENEST.toMinutes() + " minutes");
    }

    private static InvalidFields wrong(String why) {
        return new InvalidFields("repeat", why);
    }
}
