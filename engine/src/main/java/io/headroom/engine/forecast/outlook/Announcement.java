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
        boolean usable =
                switch (outlook.usability()) {
                    case Usability.Usable _ -> true;
                    case Usability.Unusable _ -> false;
                };
        String why =
                switch (outlook.usability()) {
                    case Usability.Usable _ -> "";
                    case Usability.Unusable unusable -> unusable.why() + ": " + unusable.detail();
                };
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
