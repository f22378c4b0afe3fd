package io.headroom.engine.forecast;

import java.util.ArrayList;
import java.util.List;

/// Makes the parts of a whole add up: the tenants of a lane want in the middle what the lane wants in the middle.
///
/// The whole is the surer of the two, since errors of the parts cancel in it; so the parts are scaled to it.
public final class Coherence {
    /// A part is scaled by no more than this, either way: beyond it the two forecasts contradict each other, and both stay visible.
    private static final double MOST = 4;

    private Coherence() {}

    /// The parts, scaled so that their medians sum to that of the whole.
    ///
    /// @param parts of the same start, step and length as the whole
    public static List<Outlook> parts(Outlook whole, List<Outlook> parts) {
        double[] factors = new double[whole.steps()];
        for (int i = 0; i < factors.length; i++) {
            double sum = 0;
            for (Outlook part : parts) {
                requireAlike(whole, part);
                sum += part.quantile(0.5, i);
            }
            double wanted = whole.quantile(0.5, i);
            factors[i] = sum > 0 ? Math.clamp(wanted / sum, 1 / MOST, MOST) : 1;
        }
        return parts.stream().map(part -> scaled(part, factors)).toList();
    }

    private static void requireAlike(Outlook whole, Outlook part) {
        if (!whole.from().equals(part.from())
                || !whole.step().equals(part.step())
                || whole.steps() != part.steps()) {
            throw new IllegalArgumentException(
                    part.series() + " does not cover the same steps as " + whole.series());
        }
    }

    private static Outlook scaled(Outlook outlook, double[] factors) {
        List<QuantilePath> paths = new ArrayList<>();
        for (QuantilePath path : outlook.paths()) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < factors.length; i++) {
                values.add(path.values().get(i) * factors[i]);
            }
            paths.add(new QuantilePath(path.level(), values));
        }
        return new Outlook(
                outlook.series(),
                outlook.from(),
                outlook.step(),
                paths,
                outlook.model(),
                outlook.usability());
    }
}
