package io.headroom.engine.scaling;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.Place;
import io.headroom.contracts.pool.ProviderKind;

/// What a pool can be asked for now: one instance type in one zone, paid for in one way.
///
/// @param machine the one machine that it is, for machines of our own; empty otherwise
/// @param pricePerHour what it is charged now; @param worstPerHour the most it may be charged
/// @param boot from the provider's yes to a ready agent, as learned
/// @param likelihood that the provider has it, 0 to 1, as learned from refusals
/// @param interruptionPerHour chance that a spot machine is taken back within an hour
/// @param wakes the stopped node that it is; absent for one that is bought
public record Offer(
        String pool,
        ProviderKind provider,
        String region,
        String zone,
        String machine,
        NodeTemplate template,
        CapacityType capacityType,
        Money pricePerHour,
        Money worstPerHour,
        Duration minimumBilling,
        Duration timeToTerminate,
        Duration boot,
        double likelihood,
        double interruptionPerHour,
        @Nullable NodeId wakes) {

    /// Of a node that is not there yet.
    public Offer(
            String pool,
            ProviderKind provider,
            String region,
            String zone,
            String machine,
            NodeTemplate template,
            CapacityType capacityType,
            Money pricePerHour,
            Money worstPerHour,
            Duration minimumBilling,
            Duration timeToTerminate,
            Duration boot,
            double likelihood,
            double interruptionPerHour) {
        this(
                pool,
                provider,
                region,
                zone,
                machine,
                template,
                capacityType,
                pricePerHour,
                worstPerHour,
                minimumBilling,
                timeToTerminate,
                boot,
                likelihood,
                interruptionPerHour,
                null);
    }

    /// Whether it is a stopped node, to be woken.
    public boolean ofStopped() {
        return wakes != null;
    }

    /// Where its node will stand, as far as it is known.
    public Place place() {
        return Place.of(provider, region, zone);
    }

    /// For people: `aws us-east-1a p5.48xlarge spot`.
    public String describe() {
        return provider.name().toLowerCase(java.util.Locale.ROOT)
                + " "
                + zone
                + " "
                + template.instanceType()
                + " "
                + capacityType.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
