package io.headroom.replay.evaluate.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether the quantile 0.9 is right at every hour of the day, and not only on the whole.
///
/// Steps for which less than half of one is foreseen are left out: counts cannot exceed nothing in a tenth of all cases.
public final class HourScore {
    private static final double LEVEL = 0.9;
    private static final double LEAST = 0.5;
    private static final int HOURS = 24;

    private final long[] steps = new long[HOURS];
    private final long[] under = new long[HOURS];
    private final List<Set<Long>> occasions = new ArrayList<>();

    public HourScore() {
        for (int i = 0; i < HOURS; i++) {
            occasions.add(new HashSet<>());
        }
    }

    /// @param occasion which of these hours it was, such as the number of the day
    public void add(int hour, long occasion, double truth, double quantile) {
        if (quantile >= LEAST) {
            steps[hour]++;
            under[hour] += truth <= quantile ? 1 : 0;
            occasions.get(hour).add(occasion);
        }
    }

    /// Those hours in which anything was foreseen.
    public List<HourCoverage> hours() {
        List<HourCoverage> hours = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            if (steps[i] > 0) {
                double share = under[i] / (double) steps[i];
                hours.add(new HourCoverage(i, occasions.get(i).size(), share));
            }
        }
        return hours;
    }

    /// Twice the deviation that the share has by chance, with so many trials.
    public static double spread(int occasions) {
        return 2 * Math.sqrt(LEVEL * (1 - LEVEL) / Math.max(1, occasions));
    }

    /// In words: all hours, the worst of them, and what chance explains.
    public static List<String> lines(String title, List<HourCoverage> hours) {
        Optional<HourCoverage> worst =
                hours.stream()
                        .max(
                                Comparator.comparingDouble(
                                        hour -> off(hour) / spread(hour.occasions())));
        if (worst.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("under quantile 0.9, %, " + title);
        int half = (hours.size() + 1) / 2;
        lines.add(row(hours.subList(0, half)));
        lines.add(row(hours.subList(half, hours.size())));
        HourCoverage far = worst.get();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  the worst: hour %d, %.1f %%, in %d of them; by chance within 90 +- %.1f",
                        far.hour(),
                        100 * far.under90(),
                        far.occasions(),
                        100 * spread(far.occasions())));
        long beyond = hours.stream().filter(h -> off(h) > spread(h.occasions())).count();
        lines.add("  beyond chance: " + beyond + " of " + hours.size() + " hours");
        return lines;
    }

    private static double off(HourCoverage hour) {
        return Math.abs(hour.under90() - LEVEL);
    }

    private static String row(List<HourCoverage> hours) {
        return hours.stream()
                .map(h -> String.format(Locale.ROOT, "%02d: %.0f", h.hour(), 100 * h.under90()))
                .collect(Collectors.joining("  ", "  ", ""));
    }
}
