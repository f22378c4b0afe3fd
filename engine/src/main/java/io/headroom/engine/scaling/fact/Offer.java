package io.headroom.engine.scaling.fact;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.Place;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.engine.price.Covers;
import io.headroom.engine.scaling.learned.LeadTime;
import io.headroom.engine.scaling.learned.Preparing;

/// What a pool can be asked for now: one instance type in one zone, paid for in one way.
///
/// @param machine the one machine that it is, for machines of our own; empty otherwise
/// @param pricePerHour what it is charged now; @param worstPerHour the most it may be charged
/// @param boot from the provider's yes to a ready agent, as learned
/// @param likelihood that the provider has it, 0 to 1, as learned from refusals
/// @param interruptionPerHour chance that a spot machine is taken back within an hour
/// @param wakes the stopped node that it is; absent for one that is bought
/// @param marginalPerHour what it adds to what is committed to already: less than its price while a commitment has room for it. By this
///     it is chosen; it is charged and paid for by its price until it is surely covered. Absent: its price
/// @param lead from the decision to a ready node, as seen of late. Absent: surely `boot`
/// @param preparing what its first replica fetches and loads then, as seen of late. Absent: nothing
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
        @Nullable NodeId wakes,
        @Nullable Money marginalPerHour,
        @Nullable LeadTime lead,
        @Nullable Preparing preparing) {

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
                null,
                null,
                null,
                null);
    }

    /// The same for a stopped node that is to be woken.
    public Offer waking(NodeId stopped) {
        return with(stopped, marginalPerHour, boot, lead, preparing);
    }

    /// The same as boots and leads of its kind were seen to be.
    public Offer seen(Duration usualBoot, @Nullable LeadTime seen) {
        return with(wakes, marginalPerHour, usualBoot, seen, preparing);
    }

    /// The same as replicas were seen to be prepared on its kind.
    public Offer preparing(Preparing seen) {
        return with(wakes, marginalPerHour, boot, lead, seen.equals(Preparing.NONE) ? null : seen);
    }

    /// From the decision to a ready node.
    @Override
    public LeadTime lead() {
        return lead == null ? LeadTime.sure(boot) : lead;
    }

    /// What its first replica fetches and loads, once its node is ready.
    @Override
    public Preparing preparing() {
        return preparing == null ? Preparing.NONE : preparing;
    }

    /// From the provider's yes until its first replica serves: what work that waits for it waits.
    public Duration untilServing() {
        return boot.plus(preparing().first());
    }

    /// From the provider's yes until it can do what a node can that has prepared such work already: what is lost with one.
    public Duration untilAsGood() {
        return boot.plus(preparing().spared());
    }

    /// What it adds to what is committed to already.
    @Override
    public Money marginalPerHour() {
        return marginalPerHour == null ? pricePerHour : marginalPerHour;
    }

    /// The same with what it adds while commitments have so much left.
    public Offer within(Covers covers) {
        if (capacityType != CapacityType.ON_DEMAND || provider == ProviderKind.REDFISH) {
            return this;
        }
        Money marginal = covers.price(kind());
        return marginal.equals(marginalPerHour())
                ? this
                : with(wakes, marginal, boot, lead, preparing);
    }

    private Offer with(
            @Nullable NodeId stopped,
            @Nullable Money marginal,
            Duration usualBoot,
            @Nullable LeadTime seen,
            @Nullable Preparing prepares) {
        return new Offer(
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
                usualBoot,
                likelihood,
                interruptionPerHour,
                stopped,
                marginal,
                seen,
                prepares);
    }

    public Covers.Kind kind() {
        return new Covers.Kind(provider, region, zone, template.instanceType(), pricePerHour);
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
