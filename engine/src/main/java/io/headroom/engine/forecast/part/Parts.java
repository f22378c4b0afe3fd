package io.headroom.engine.forecast.part;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.QuantilePath;

/// Foresees the parts of a series so that they add up to it.
///
/// Every part gets of the whole's forecast the share that it wanted in the last hour. One with an hour of its own has models of its own as
/// well, learned from its own past, or while that is short from the past of its class before it ([Part#history]): then it is halfway
/// between the two. Last, all are made to add up ([Coherence]). The whole is never changed by its parts.
public final class Parts {
    /// Minutes over which a share is taken: what has just come is all that is known of who gets one.
    private static final int LATELY = 60;

    private Parts() {}

    /// A part, and what was learned of it, if there was enough to learn from.
    public record Learned(Part part, Optional<FittedSeries> fitted) {}

    public static Learned learn(Part part, ForecastPolicy policy) {
        return new Learned(
                part,
                part.isKnown()
                        ? Optional.of(Forecaster.refit(part.history(), policy))
                        : Optional.empty());
    }

    /// One outlook for each part; their medians add up to the whole's.
    ///
    /// @param history of the whole
    /// @param parts all of them, whose demand adds up to the whole's; the last is the rest that has no name
    public static List<Outlook> forecast(
            Outlook whole, DemandHistory history, List<Learned> parts, Instant now) {
        List<Outlook> alone = new ArrayList<>();
        for (Learned part : parts) {
            alone.add(alone(whole, history, part, now));
        }
        return Coherence.parts(whole, alone);
    }

    private static Outlook alone(
            Outlook whole, DemandHistory history, Learned learned, Instant now) {
        Part part = learned.part();
        Outlook share = share(whole, part.own().series(), share(history, part.own()));
        return learned.fitted()
                .map(fitted -> Forecaster.forecast(fitted, part.history(), whole.steps(), now))
                .map(own -> between(own, share))
                .orElse(share);
    }

    /// Halfway: its own models know its rhythm, the share knows what has just begun or ended.
    private static Outlook between(Outlook own, Outlook share) {
        List<QuantilePath> paths = new ArrayList<>();
        for (QuantilePath path : own.paths()) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < own.steps(); i++) {
                values.add((path.values().get(i) + share.quantile(path.level(), i)) / 2);
            }
            paths.add(new QuantilePath(path.level(), values));
        }
        return new Outlook(
                own.series(),
                own.from(),
                own.step(),
                paths,
                own.model() + ", halfway to " + share.model(),
                own.usability());
    }

    /// What of the whole's demand was the part's, of late; nothing where nothing was wanted.
    private static double share(DemandHistory whole, DemandHistory part) {
        double ofWhole = 0;
        double ofPart = 0;
        for (int back = 1; back <= Math.min(LATELY, whole.size()); back++) {
            int at = whole.size() - back;
            int own = part.size() - back;
            if (whole.isKnown(at)) {
                ofWhole += whole.value(at);
                ofPart += own >= 0 && part.isKnown(own) ? part.value(own) : 0;
            }
        }
        return ofWhole > 0 ? Math.clamp(ofPart / ofWhole, 0, 1) : 0;
    }

    /// A share of an outlook. Its doubt shrinks with the root of the share, as that of counts does.
    private static Outlook share(Outlook whole, String series, double share) {
        List<QuantilePath> paths = new ArrayList<>();
        for (QuantilePath path : whole.paths()) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < whole.steps(); i++) {
                double median = whole.quantile(0.5, i);
                double off = path.values().get(i) - median;
                values.add(Math.max(0, share * median + Math.sqrt(share) * off));
            }
            paths.add(new QuantilePath(path.level(), values));
        }
        return new Outlook(
                series,
                whole.from(),
                whole.step(),
                paths,
                Math.round(share * 100) + " % of the whole",
                whole.usability());
    }
}
