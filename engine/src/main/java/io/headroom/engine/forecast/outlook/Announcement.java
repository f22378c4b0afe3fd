package io.headroom.engine.forecast.outlook;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;

/// An outlook in the words in which services tell it to each other.
public final class Announcement {

    private Announcement() {}

    public static DemandForecast of(Outlook outlook, long version) {
        SortedMap<String, List<Double>> quantiles = new TreeMap<>();
        outlook.paths()
                .forEach(path -> quantiles.put(Double.toString(path.level()), path.values()));
        return switch (outlook.usability()) {
            case Usability.Usable _ -> said(outlook, version, quantiles, true, "");
            case Usability.Unusable no -> said(outlook, version, quantiles, false, no.said());
            case Usability.Announced there ->
                    said(outlook, version, quantiles, true, there.elsewhere().said())
                            .within(there.in());
        };
    }

    private static DemandForecast said(
            Outlook outlook,
            long version,
            SortedMap<String, List<Double>> quantiles,
            boolean usable,
            String why) {
        return new DemandForecast(
                SeriesKey.of(outlook.series()),
                version,
                outlook.from(),
                outlook.step(),
                quantiles,
                outlook.model(),
                usable,
                why);
    }
}
