package io.headroom.provisioning.price;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where list prices come from: `headroom.prices.*`.
@ConfigMapping(prefix = "headroom.prices")
public interface PriceSettings {

    /// A price list instead of the one that comes with the release. Its prices go before what providers publish.
    Optional<Path> file();

    /// Whether providers' own price lists are asked. Without it the file, or the list of the release, is all there is.
    @WithDefault("true")
    boolean ask();

    /// How often, in virtual time; no more often than once in 30 real seconds. Lists change a few times a year: half asks twice for the
    /// same, twice hears of a change later.
    @WithDefault("PT6H")
    Duration askEvery();

    /// A price so many times more or less than the one before is not believed. Half refuses what might be a real discount, twice
    /// believes a slipped decimal point.
    @WithDefault("10")
    int largestStep();

    /// How far back spot prices of before are read from the provider's market, at most 90 days, and how far back markets are judged by them: what a
    /// spot machine may cost at most. `PT0S` reads none, and takes half more than the price now. Half forgets a dear fortnight, twice reads twice as
    /// much after the first start.
    @WithDefault("P30D")
    Duration spotHistory();
}
