package io.headroom.cost.webhook;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How messages are posted to people's own addresses: `headroom.webhooks.*`. Real time.
@ConfigMapping(prefix = "headroom.webhooks")
public interface WebhookSettings {

    /// Whether addresses of this machine and of private networks may be posted to. Who can declare a budget could else
    /// make this service speak to what only it can reach.
    @WithDefault("false")
    boolean allowPrivate();

    /// An answer takes no longer, or it counts as none. Half would fail slow receivers, twice holds up the others.
    @WithDefault("PT5S")
    Duration timeout();

    /// After the first failure; then twice as long each time.
    @WithDefault("PT2S")
    Duration firstPause();

    /// After so many tries it is dead: with pauses that double, more than half an hour after the first.
    @WithDefault("10")
    int tries();
}
