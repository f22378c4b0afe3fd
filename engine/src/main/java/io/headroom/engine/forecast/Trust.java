package io.headroom.engine.forecast;

import java.time.Duration;
import java.time.Instant;

import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Usability;
import io.headroom.engine.forecast.outlook.Usability.Unusable;
import io.headroom.engine.forecast.outlook.Usability.Usable;
import io.headroom.engine.forecast.outlook.Usability.Why;

/// Whether a forecast may be acted upon.
final class Trust {
    private Trust() {}

    static Usability in(FittedSeries fitted, DemandHistory history, Instant now) {
        ForecastPolicy policy = fitted.policy();
        int known = 0;
        int recent = 0;
        int window = Math.min(history.size(), 2 * policy.fewest());
        for (int i = 0; i < history.size(); i++) {
            if (history.isKnown(i)) {
                known++;
                recent += i >= history.size() - window ? 1 : 0;
            }
        }
        if (known == 0) {
            return new Unusable(Why.NO_DEMAND_KNOWN, "not one value is known");
        }
        if (known < policy.fewest() || fitted.models().isEmpty()) {
            return new Unusable(
                    Why.TOO_SHORT, known + " known values, " + policy.fewest() + " are needed");
        }
        Duration age = Duration.between(history.end(), now);
        if (age.compareTo(policy.staleAfter()) > 0) {
            return new Unusable(Why.STALE, "the last value is " + age + " old");
        }
        if (recent * 2 < window) {
            return new Unusable(
                    Why.CONSTANT_GAPS, recent + " of the last " + window + " values are known");
        }
        return new Usable();
    }
}
