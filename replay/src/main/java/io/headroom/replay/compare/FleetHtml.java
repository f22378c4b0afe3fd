package io.headroom.replay.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.headroom.replay.fleet.score.FleetTimeline;
import io.headroom.replay.fleet.score.PolicyScore;

/// The report as one HTML page with plots, nothing to load from elsewhere.
public final class FleetHtml {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 200;

    private FleetHtml() {}

    public static String of(FleetReport report) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html><meta charset=utf-8><title>Fleet replay</title><style>")
                .append("body{font:14px system-ui;margin:2em auto;max-width:1000px}")
                .append("pre{overflow-x:auto;font-size:12px}svg{background:#f7f7f7}")
                .append(
                        ".wanted{stroke:#c33}.up{stroke:#268}.coming{stroke:#b80}.stopped{stroke:#999}.curve{stroke:#aaa}")
                .append("polyline{fill:none;stroke-width:1.2}</style>")
                .append("<h1>Fleet replay</h1><pre>");
        report.lines().forEach(line -> page.append(escaped(line)).append('\n'));
        page.append("</pre>");
        scatter(
                page,
                report,
                "Cost ($, to the right) and wait p95 (s, upwards): lower and further left is better",
                score -> score.queueWaitSeconds().p95(),
                score -> String.format(Locale.ROOT, "%.0f s", score.queueWaitSeconds().p95()));
        scatter(
                page,
                report,
                "Cost ($, to the right) and work within its target (upwards): higher and further left is better",
                PolicyScore::withinTarget,
                score -> String.format(Locale.ROOT, "%.2f %%", 100 * score.withinTarget()));
        for (PolicyScore score : report.policies()) {
            page.append("<h2>").append(escaped(score.policy())).append("</h2>");
            timeline(page, score.timeline());
        }
        return page.append('\n').toString();
    }

    /// What is gained for what cost; headroom's settings are joined by a line.
    ///
    /// @param height what is upwards, 0 to 1 of the highest
    private static void scatter(
            StringBuilder page,
            FleetReport report,
            String title,
            ToDoubleFunction<PolicyScore> height,
            Function<PolicyScore, String> said) {
        List<PolicyScore> all = new ArrayList<>(report.policies());
        all.addAll(report.curve());
        double dearest = all.stream().mapToDouble(FleetHtml::dollars).max().orElse(0);
        double highest = all.stream().mapToDouble(height).max().orElse(0);
        double lowest = all.stream().mapToDouble(height).min().orElse(0);
        ToDoubleFunction<PolicyScore> x =
                s -> 20 + (WIDTH - 260) * dollars(s) / Math.max(1e-9, dearest);
        ToDoubleFunction<PolicyScore> y =
                s ->
                        HEIGHT
                                - 20
                                - (HEIGHT - 50)
                                        * (height.applyAsDouble(s) - lowest)
                                        / Math.max(1e-9, highest - lowest);
        page.append("<h2>").append(title).append("</h2>");
        open(page);
        page.append("<polyline class=curve points='");
        for (PolicyScore setting : report.settings()) {
            page.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            x.applyAsDouble(setting),
                            y.applyAsDouble(setting)));
        }
        page.append("'/>");
        for (PolicyScore score : all) {
            String name =
                    report.curve().contains(score) ? "$" + score.waitingCost() : score.policy();
            page.append(
                    String.format(
                            Locale.ROOT,
                            "<circle cx=%.1f cy=%.1f r=4 /><text x=%.1f y=%.1f font-size=11>%s: $%.0f, %s</text>",
                            x.applyAsDouble(score),
                            y.applyAsDouble(score),
                            x.applyAsDouble(score) + 6,
                            y.applyAsDouble(score) - 4,
                            escaped(name),
                            dollars(score),
                            said.apply(score)));
        }
        page.append("</svg>");
    }

    private static double dollars(PolicyScore score) {
        return score.cost().micros() / 1e6;
    }

    private static void timeline(StringBuilder page, List<FleetTimeline.Point> points) {
        if (points.isEmpty()) {
            return;
        }
        double highest = 1;
        for (FleetTimeline.Point point : points) {
            highest = Math.max(highest, Math.max(point.wanted(), owned(point)));
        }
        page.append(
                String.format(
                        Locale.ROOT,
                        "<p>GPUs wanted (red), up (blue), up and on their way (amber), with what is stopped (grey); highest %.0f</p>",
                        highest));
        open(page);
        line(page, "stopped", points, highest, 3);
        line(page, "coming", points, highest, 2);
        line(page, "up", points, highest, 1);
        line(page, "wanted", points, highest, 0);
        page.append("</svg>");
    }

    private static double owned(FleetTimeline.Point point) {
        return point.up() + point.coming() + (double) point.stopped();
    }

    private static void open(StringBuilder page) {
        page.append(String.format(Locale.ROOT, "<svg viewBox='0 0 %d %d'>", WIDTH, HEIGHT));
    }

    private static void line(
            StringBuilder page,
            String name,
            List<FleetTimeline.Point> points,
            double highest,
            int which) {
        Instant start = points.getFirst().at();
        double whole = Math.max(1, Duration.between(start, points.getLast().at()).toMillis());
        page.append("<polyline class=").append(name).append(" points='");
        for (FleetTimeline.Point point : points) {
            double value =
                    switch (which) {
                        case 0 -> point.wanted();
                        case 1 -> point.up();
                        case 2 -> point.up() + point.coming();
                        default -> owned(point);
                    };
            page.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            WIDTH * Duration.between(start, point.at()).toMillis() / whole,
                            HEIGHT - 5 - (HEIGHT - 10) * value / highest));
        }
        page.append("'/>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
