package io.headroom.engine.forecast.outlook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.headroom.contracts.forecast.Span;
import io.headroom.engine.forecast.demand.DemandHistory;

/// What was announced of one series. Each signal names demand of its own, on top of the forecast and of the others.
public final class Signals {

    /// Steps that tell what is wanted now: one is chance, an hour is late.
    private static final int NOW = 5;

    /// Steps that tell what was wanted before a signal began.
    private static final int BEFORE = 60;

    private Signals() {}

    /// What of the signals has not come yet. By what demand has risen since the first that has begun, they are lessened in the order in which they
    /// begin: what has come is in the history, and would be counted twice. Of what comes again, that is taken off as well by which the forecast itself
    /// rises then: it has learned so much of the times before.
    ///
    /// @param outlook what is foreseen without them
    public static List<ExtraDemand> outstanding(
            List<ExtraDemand> signals, DemandHistory history, Outlook outlook) {
        List<ExtraDemand> inOrder =
                signals.stream().sorted(Comparator.comparing(ExtraDemand::from)).toList();
        double come = inOrder.isEmpty() ? 0 : risen(history, inOrder.getFirst().from());
        List<ExtraDemand> left = new ArrayList<>();
        List<ExtraDemand> taken = new ArrayList<>();
        for (ExtraDemand signal : inOrder) {
            double of = signal.from().isBefore(history.end()) ? Math.min(come, signal.extra()) : 0;
            come -= of;
            double known = Math.max(of, learned(signal, taken, history, outlook));
            double off = Math.min(signal.extra(), known);
            taken.add(signal.of(off));
            left.add(signal.of(signal.extra() - off));
        }
        return left;
    }

    /// By how much the forecast rises in the time of a signal that comes again, less what has been taken off others of that time.
    private static double learned(
            ExtraDemand signal, List<ExtraDemand> taken, DemandHistory history, Outlook outlook) {
        if (signal.coming() == ExtraDemand.Coming.FIRST
                || !(outlook.usability() instanceof Usability.Usable)) {
            return 0;
        }
        Instant before = signal.from().minus(history.step().multipliedBy(BEFORE));
        double inside = 0;
        int steps = 0;
        double outside = 0;
        int earlier = 0;
        for (int i = 0; i < outlook.steps(); i++) {
            Instant at = outlook.at(i);
            if (signal.covers(at)) {
                inside += outlook.quantile(0.5, i);
                steps++;
            } else if (!at.isBefore(before) && at.isBefore(signal.from())) {
                outside += outlook.quantile(0.5, i);
                earlier++;
            }
        }
        int begin = Math.max(0, step(history, before));
        int end = Math.min(history.size(), step(history, signal.from()));
        for (int i = begin; i < end; i++) {
            if (history.isKnown(i)) {
                outside += history.value(i);
                earlier++;
            }
        }
        double others =
                taken.stream()
                        .filter(t -> t.from().isBefore(signal.until()))
                        .filter(t -> t.until().isAfter(signal.from()))
                        .mapToDouble(ExtraDemand::extra)
                        .sum();
        return steps == 0 || earlier == 0
                ? 0
                : Math.max(0, inside / steps - outside / earlier - others);
    }

    /// How much more is wanted now than before an instant; nothing where that has not come.
    private static double risen(DemandHistory history, Instant since) {
        int begun = step(history, since);
        int end = history.size();
        if (begun >= end) {
            return 0;
        }
        double before = mean(history, begun - BEFORE, begun);
        return Math.max(0, mean(history, Math.max(begun, end - NOW), end) - before);
    }

    /// An outlook with what is announced on top. One that is not to be acted upon is, in the time of the signals and in no other: there it is what is
    /// wanted now and what is announced, and in the rest it is nothing.
    public static Outlook heard(
            Outlook outlook, DemandHistory history, List<ExtraDemand> outstanding) {
        List<Span> spans = spans(outlook, outstanding);
        if (spans.isEmpty()) {
            return outlook;
        }
        return switch (outlook.usability()) {
            case Usability.Usable _ -> added(outlook, outstanding, outlook.model() + " + signals");
            case Usability.Unusable no ->
                    added(
                            only(outlook, history, new Usability.Announced(no, spans)),
                            outstanding,
                            "signals, over what is wanted now");
            case Usability.Announced _ -> added(outlook, outstanding, outlook.model());
        };
    }

    private static Outlook added(Outlook outlook, List<ExtraDemand> signals, String by) {
        Outlook sum = outlook;
        for (ExtraDemand signal : signals) {
            sum = signal.appliedTo(sum);
        }
        return sum.saying(sum.paths(), by, sum.usability());
    }

    private static Outlook only(Outlook outlook, DemandHistory history, Usability.Announced trust) {
        int now = step(history, outlook.from());
        double level = mean(history, now - NOW, now);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < outlook.steps(); i++) {
            Instant at = outlook.at(i);
            values.add(trust.in().stream().anyMatch(span -> span.covers(at)) ? level : 0);
        }
        return outlook.saying(
                outlook.levels().stream().map(l -> new QuantilePath(l, values)).toList(),
                outlook.model(),
                trust);
    }

    /// The times of the signals that the outlook reaches, in order and apart.
    private static List<Span> spans(Outlook outlook, List<ExtraDemand> signals) {
        Instant end = outlook.at(outlook.steps());
        List<Span> spans = new ArrayList<>();
        for (ExtraDemand signal :
                signals.stream().sorted(Comparator.comparing(ExtraDemand::from)).toList()) {
            if (signal.from().isBefore(end) && signal.until().isAfter(outlook.from())) {
                Span last = spans.isEmpty() ? null : spans.getLast();
                if (last == null || signal.from().isAfter(last.to())) {
                    spans.add(new Span(signal.from(), signal.until()));
                } else if (signal.until().isAfter(last.to())) {
                    spans.set(spans.size() - 1, new Span(last.from(), signal.until()));
                }
            }
        }
        return spans;
    }

    /// Which step an instant lies in, also before the history and behind it.
    private static int step(DemandHistory history, Instant at) {
        long apart = at.getEpochSecond() - history.start().getEpochSecond();
        long step = Math.floorDiv(apart, Math.max(1, history.step().toSeconds()));
        return Math.clamp(step, -BEFORE, history.size() + BEFORE);
    }

    /// The mean of what is known from one step to before another; nothing if nothing is.
    private static double mean(DemandHistory history, int from, int to) {
        double sum = 0;
        int known = 0;
        for (int i = Math.max(0, from); i < Math.min(to, history.size()); i++) {
            if (history.isKnown(i)) {
                sum += history.value(i);
                known++;
            }
        }
        return known == 0 ? 0 : sum / known;
    }
}
