package io.headroom.provisioning.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;

/// Somebody who sells or owns machines. Every method blocks, for a few seconds at most, makes its call once, and throws
/// [ProviderException]; what to do about a failure is decided elsewhere.
public interface Provider {

    ProviderKind kind();

    /// Whether it is set up at all.
    boolean configured();

    /// A cheap call that loads the client's classes and opens its connection before the first launch needs them.
    void warm();

    /// What the pool's types offer to replicas, of those that the provider knows.
    List<NodeTemplate> templates(PoolSpec pool);

    /// Spot prices of the pool's types in its zones; empty where there is no such market.
    List<SpotPrice> spotPrices(PoolSpec pool);

    /// What spot machines of a type cost in a zone, from an instant to another; empty where the provider does not tell.
    default List<PastSpotPrice> pastSpotPrices(
            String region, String zone, String instanceType, Instant from, Instant to) {
        return List.of();
    }

    /// Starts one machine. The same attempt again starts no second one.
    Launched launch(LaunchAttempt attempt);

    /// Switches a machine off and keeps its disk; again is harmless.
    void stop(Target target);

    /// Starts a stopped machine again; one that runs already is started.
    Launched start(LaunchAttempt attempt);

    /// Tells the provider to end it for good; again is harmless, and so is one that is gone.
    void terminate(Target target);

    /// How the machine stands; `GONE` when it surely is, empty when the provider does not show it, which of a young machine
    /// proves nothing.
    Optional<Seen> find(Target target);

    /// Every machine of our cell that is not gone, at these places; gone ones too, where the provider still shows them.
    List<Seen> tagged(Reach reach);
}
