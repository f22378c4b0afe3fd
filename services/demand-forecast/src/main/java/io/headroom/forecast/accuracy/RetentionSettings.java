package io.headroom.forecast.accuracy;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long demand and what was foreseen of it is kept: `headroom.forecast.retention.*`.
@ConfigMapping(prefix = "headroom.forecast.retention")
public interface RetentionSettings {

    /// Virtual, at least 16 days: how long it is kept what each series wanted, what that was made of, of each tenant, class and shape that asks in it, and what the requests of each service needed,
    /// in each minute. Forecasts are learned from 15 days; the rest is there to look back on. A series has 43,200 rows in a month, and one that runs as many again of each that asks in it
    /// (17 MB): half of that for half as long, twice for twice.
    @WithDefault("P30D")
    Duration samples();

    /// Virtual, at least a day: how long it is kept what forecasts were worth, and so how far `accuracy` looks back. A series has 720 rows in a month, 0.7 MB; what was
    /// predicted itself is kept until it is scored, for two hours. Half of it forgets sooner how a model was, twice shows models that are long gone.
    @WithDefault("P30D")
    Duration predictions();
}
