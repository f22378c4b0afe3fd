package io.headroom.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A small picture of a few paths over time, of characters: the first is drawn solid, the second as a shade above it.
public final class Plot {
    private static final int HEIGHT = 10;
    private static final int WIDTH = 72;
    private static final String FULL = "█";
    private static final String SHADE = "░";

    private Plot() {}

    /// @param solid what is drawn full; @param shade what reaches above it, such as a higher quantile
    public static List<String> lines(List<Double> solid, List<Double> shade) {
        var low = columns(solid);
        var high = columns(shade);
        var top = Math.max(1e-9, Math.max(highest(low), highest(high)));
        var lines = new ArrayList<String>();
        for (int row = HEIGHT; row >= 1; row--) {
            var level = top * (row - 0.5) / HEIGHT;
            var line =
                    new StringBuilder(label(row, top))
                            .append(row == HEIGHT || row == 1 ? " ┤" : " │");
            for (int column = 0; column < Math.max(low.length, high.length); column++) {
                line.append(mark(level, at(low, column), at(high, column)));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add(" ".repeat(8) + " └" + "─".repeat(Math.max(low.length, high.length)));
        return lines;
    }

    private static String label(int row, double top) {
        var value = row == HEIGHT ? top : 0;
        return row == HEIGHT || row == 1
                ? String.format(Locale.ROOT, "%8.1f", value)
                : " ".repeat(8);
    }

    private static String mark(double level, double solid, double shade) {
        if (solid >= level) {
            return FULL;
        }
        return shade >= level ? SHADE : " ";
    }

    /// As many values as fit beside each other: the highest of each stretch, for peaks are what matters.
    private static double[] columns(List<Double> path) {
        var columns = new double[Math.min(WIDTH, path.size())];
        for (int i = 0; i < path.size(); i++) {
            var column = (int) ((long) i * columns.length / path.size());
            columns[column] = Math.max(columns[column], path.get(i));
        }
        return columns;
    }

    private static double at(double[] columns, int column) {
        return column < columns.length ? columns[column] : 0;
    }

    private static double highest(double[] values) {
        var highest = 0.0;
        for (var value : values) {
            highest = Math.max(highest, value);
        }
        return highest;
    }
}
