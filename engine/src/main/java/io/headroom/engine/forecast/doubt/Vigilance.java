package io.headroom.engine.forecast.doubt;

/// How the last errors move the quantiles (adaptive conformal inference, Gibbs and Candès 2021).
///
/// The chance that is left above the quantile 0.9 is put right after every look: less where demand has been higher than that more often
/// than promised, more where it has been so less often; likewise below the quantile 0.1. All other levels move in proportion, the
/// median stays.
///
/// @param above what is left above 0.9
/// @param below what is left below 0.1
public record Vigilance(double above, double below) {
    /// What is promised.
    public static final double PROMISED = 0.1;

    /// By how much one whole horizon moves the chance: after one that lay above its quantile altogether the level is 0.945, after two 0.99,
    /// and it takes nine quiet horizons to undo one. At twice the rate, quantiles swing on series that do not drift.
    static final double RATE = 0.05;

    private static final double LEAST = 0.01;
    private static final double MOST = 0.15;

    /// Nothing has happened yet.
    public static final Vigilance CALM = new Vigilance(PROMISED, PROMISED);

    public Vigilance {
        above = Math.clamp(above, LEAST, MOST);
        below = Math.clamp(below, LEAST, MOST);
    }

    /// Having seen some steps.
    ///
    /// @param missedAbove share of them above the quantile 0.9 as it was said
    /// @param horizons how many horizons they amount to
    public Vigilance having(double missedAbove, double missedBelow, double horizons) {
        return new Vigilance(
                above + RATE * horizons * (PROMISED - missedAbove),
                below + RATE * horizons * (PROMISED - missedBelow));
    }

    /// The level to take the quantile from where `level` is asked for.
    public double level(double level) {
        return level > 0.5
                ? 1 - (1 - level) * factor(above, 1 - level)
                : level * factor(below, level);
    }

    /// In full from 0.1 outwards, less towards the median, which stays.
    private static double factor(double left, double tail) {
        double full = left / PROMISED;
        double share = tail <= PROMISED ? 1 : (0.5 - tail) / (0.5 - PROMISED);
        return 1 + share * (full - 1);
    }
}
