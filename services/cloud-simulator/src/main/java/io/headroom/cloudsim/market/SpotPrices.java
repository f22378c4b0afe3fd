package io.headroom.cloudsim.market;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Spot prices: a step function of the virtual hour, seeded, never above the list price.
public record SpotPrices(Catalogue catalogue, Dice dice) {

    /// The price by the hour that is in force.
    public Usd at(Provider provider, String zone, String type, Instant at) {
        InstanceType sold = catalogue.type(provider, type);
        Instant hour = at.truncatedTo(ChronoUnit.HOURS);
        // Two slow waves and a little noise: neighbouring hours resemble each other, zones differ.
        double phase = dice.share("spot-phase", provider, zone, type) * 2 * Math.PI;
        double hours = hour.getEpochSecond() / 3600.0;
        double wave =
                0.10 * Math.sin(phase + hours * 2 * Math.PI / 24)
                        + 0.06 * Math.sin(phase * 3 + hours * 2 * Math.PI / 7);
        double noise = (dice.share("spot-noise", provider, zone, type, hour) - 0.5) * 0.08;
        double share = Math.clamp(sold.spot() * (1 + wave + noise), 0.10, 1.0);
        return sold.hourly().times(share);
    }

    /// What a time comes to, each hour at its own price and never above what was agreed.
    public Usd over(
            Provider provider, String zone, String type, Usd atMost, Instant from, Instant to) {
        Usd total = Usd.ZERO;
        Instant cursor = from;
        while (cursor.isBefore(to)) {
            Instant step = cursor.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
            Instant end = step.isBefore(to) ? step : to;
            Usd price = at(provider, zone, type, cursor).min(atMost);
            total = total.plus(price.over(Duration.between(cursor, end)));
            cursor = end;
        }
        return total;
    }
}
