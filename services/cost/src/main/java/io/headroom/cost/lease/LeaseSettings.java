package io.headroom.cost.lease;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long leases are: `headroom.lease.*`, in virtual time where not said otherwise.
@ConfigMapping(prefix = "headroom.lease")
public interface LeaseSettings {

    /// Ten minutes hold about rate times seven minutes that may never be spent; half of it doubles the renewals, twice of
    /// it doubles what is held.
    @WithDefault("PT10M")
    Duration length();

    /// In real time: a service that was killed is back before leases end. Half would be a gamble, twice only holds more.
    @WithDefault("PT30S")
    Duration shortest();

    /// For the delay of a notice and the skew of an agent's clock.
    @WithDefault("PT5S")
    Duration margin();

    /// In real time: below it, on a fast clock, a notice's delay would be longer than the margin.
    @WithDefault("PT1S")
    Duration leastMargin();

    /// When a denied purchase that could fit later may be asked for again.
    @WithDefault("PT1M")
    Duration retryAfter();

    /// How long after a lease's end its node may still be confirmed gone.
    @WithDefault("PT2M")
    Duration grace();

    /// In real time: what a confirmation takes through two services and the bus, with one of them restarting.
    @WithDefault("PT10S")
    Duration leastGrace();

    /// For how long a machine may run on beyond its lease, because nobody can end it, until a cap could be passed: each
    /// lease keeps that much more in its budgets, as a reserve. Half holds less and bears shorter outages of a provider,
    /// twice holds three tenths more than now.
    @WithDefault("PT5M")
    Duration overrun();

    /// In real time: on a fast clock, what a killed process takes until it ends machines again.
    @WithDefault("PT20S")
    Duration leastOverrun();
}
