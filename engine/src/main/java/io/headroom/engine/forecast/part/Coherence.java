package io.headroom.engine.forecast.part;

import java.util.ArrayList;
import java.util.List;

import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.QuantilePath;

/// Makes the parts of a whole add up: the tenants of a series want in the middle what the series wants in the middle.
///
/// The whole is the surer of the two, since errors of the parts cancel in it; so it stays, and what the parts lack or have too much is
/// shared among them by how unsure each is (least squares with the variance of each as its weight: MinT with a diagonal, and a whole
/// that is certain). No part falls below nothing: what it cannot give, the others do.
///
/// All quantiles of a part move with its median. Medians add up; other quantiles do not, and must not: the parts do not all have their
/// busy hour at once.
public final class Coherence {
    private static final double MEDIAN = 0.5;

    /// A part that is sure of itself still moves a little, by its size: all may be sure and yet not add up. As a share of its demand.
    private static final double LEAST_DOUBT = 0.01;

    private Coherence() {}

    /// The parts, moved so that their medians sum to that of the whole. Where no part can take what is missing, since all are sure of
    /// nothing, the last one does: it is the rest, that nobody knows by name.
    ///
    /// @param parts of the same start, step and length as the whole; all have a median
    public static List<Outlook> parts(Outlook whole, List<Outlook> parts) {
        parts.forEach(part -> requireAlike(whole, part));
        double[][] shifts = new double[whole.steps()][];
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = shifts(whole.quantile(MEDIAN, i), parts, i);
        }
        List<Outlook> moved = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            moved.add(moved(parts.get(p), shifts, p));
        }
        return moved;
    }

    private static void requireAlike(Outlook whole, Outlook part) {
        if (!whole.from().equals(part.from())
                || !whole.step().equals(part.step())
                || whole.steps() != part.steps()) {
            throw new IllegalArgumentException(
                    part.series() + " does not cover the same steps as " + whole.series());
        }
        if (!part.levels().contains(MEDIAN)) {
            throw new IllegalArgumentException(part.series() + " has no median");
        }
    }

    /// By how much each part's median moves in one step.
    private static double[] shifts(double wanted, List<Outlook> parts, int step) {
        double[] medians = new double[parts.size()];
        double[] weights = new double[parts.size()];
        for (int p = 0; p < medians.length; p++) {
            Outlook part = parts.get(p);
            medians[p] = part.quantile(MEDIAN, step);
            double spread = part.quantile(0.9, step) - part.quantile(0.1, step);
            double least = LEAST_DOUBT * medians[p];
            weights[p] = spread * spread + least * least;
        }
        boolean[] empty = new boolean[medians.length];
        double each = share(wanted, medians, weights, empty);
        while (emptied(each, medians, weights, empty)) {
            each = share(wanted, medians, weights, empty);
        }
        double[] shifts = new double[medians.length];
        double sum = 0;
        for (int p = 0; p < shifts.length; p++) {
            shifts[p] = empty[p] ? -medians[p] : each * weights[p];
            sum += medians[p] + shifts[p];
        }
        if (each == 0 && shifts.length > 0 && sum < wanted) {
            shifts[shifts.length - 1] += wanted - sum;
        }
        return shifts;
    }

    /// What a part that is not empty moves by for each unit of its weight; nothing where none has a weight.
    private static double share(
            double wanted, double[] medians, double[] weights, boolean[] empty) {
        double gap = wanted;
        double total = 0;
        for (int p = 0; p < medians.length; p++) {
            if (!empty[p]) {
                gap -= medians[p];
                total += weights[p];
            }
        }
        return total > 0 ? gap / total : 0;
    }

    /// Whether parts that would have fallen below nothing were found: they are empty from now on.
    private static boolean emptied(
            double each, double[] medians, double[] weights, boolean[] empty) {
        boolean more = false;
        for (int p = 0; p < medians.length; p++) {
            if (!empty[p] && medians[p] + each * weights[p] < 0) {
                empty[p] = true;
                more = true;
            }
        }
        return more;
    }

    private static Outlook moved(Outlook part, double[][] shifts, int index) {
        List<QuantilePath> paths = new ArrayList<>();
        for (QuantilePath path : part.paths()) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < shifts.length; i++) {
                values.add(Math.max(0, path.values().get(i) + shifts[i][index]));
            }
            paths.add(new QuantilePath(path.level(), values));
        }
        return new Outlook(
                part.series(), part.from(), part.step(), paths, part.model(), part.usability());
    }
}
