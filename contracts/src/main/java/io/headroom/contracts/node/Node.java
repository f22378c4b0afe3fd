package io.headroom.contracts.node;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.Place;
import io.headroom.contracts.pool.ProviderKind;

/// One machine as it stands.
///
/// @param version drawn from one counter of the cell, so that the versions of all its nodes are in order
/// @param tenant who it was bought for: whose budgets pay, and the trust boundary of a lane that keeps nodes apart
/// @param providerId the provider's name for it; absent until launched
/// @param pricePerHour what it is charged now
/// @param worstPerHour the most it may be charged an hour
/// @param launchedAt when its bill began; absent until then
/// @param drainBy when it must be empty; only while draining
/// @param address where other nodes reach it, as its agent's connection shows; absent until it is ready
public record Node(
        NodeId id,
        long version,
        String pool,
        ProviderKind provider,
        String region,
        String zone,
        CapacityType capacityType,
        String lane,
        String tenant,
        String environment,
        NodeTemplate template,
        NodeState state,
        Instant since,
        @Nullable String providerId,
        Money pricePerHour,
        Money worstPerHour,
        @Nullable Instant launchedAt,
        @Nullable Instant drainBy,
        Map<String, String> labels,
        @Nullable String address) {

    /// One whose address nobody knows yet.
    public Node(
            NodeId id,
            long version,
            String pool,
            ProviderKind provider,
            String region,
            String zone,
            CapacityType capacityType,
            String lane,
            String tenant,
            String environment,
            NodeTemplate template,
            NodeState state,
            Instant since,
            @Nullable String providerId,
            Money pricePerHour,
            Money worstPerHour,
            @Nullable Instant launchedAt,
            @Nullable Instant drainBy,
            Map<String, String> labels) {
        this(
                id,
                version,
                pool,
                provider,
                region,
                zone,
                capacityType,
                lane,
                tenant,
                environment,
                template,
                state,
                since,
                providerId,
                pricePerHour,
                worstPerHour,
                launchedAt,
                drainBy,
                labels,
                null);
    }

    /// The same at another version.
    public Node version(long drawn) {
        return with(
                drawn,
                zone,
                state,
                since,
                providerId,
                pricePerHour,
                worstPerHour,
                launchedAt,
                drainBy,
                address);
    }

    /// Asked for in another zone.
    public Node zone(String elsewhere) {
        return with(
                version,
                elsewhere,
                state,
                since,
                providerId,
                pricePerHour,
                worstPerHour,
                launchedAt,
                drainBy,
                address);
    }

    /// In a state, which may be the same, since then.
    ///
    /// @param by when it must be empty; only while draining
    public Node state(NodeState now, Instant at, @Nullable Instant by) {
        return with(
                version,
                zone,
                now,
                at,
                providerId,
                pricePerHour,
                worstPerHour,
                launchedAt,
                by,
                address);
    }

    /// Known to its provider by this name.
    public Node providerId(String name) {
        return with(
                version,
                zone,
                state,
                since,
                name,
                pricePerHour,
                worstPerHour,
                launchedAt,
                drainBy,
                address);
    }

    public Node priced(Money price, Money worst) {
        return with(
                version,
                zone,
                state,
                since,
                providerId,
                price,
                worst,
                launchedAt,
                drainBy,
                address);
    }

    /// Its bill began then; absent: it has none yet, or none any more.
    public Node launchedAt(@Nullable Instant at) {
        return with(
                version,
                zone,
                state,
                since,
                providerId,
                pricePerHour,
                worstPerHour,
                at,
                drainBy,
                address);
    }

    /// Known to be there.
    public Node at(@Nullable String reached) {
        return with(
                version,
                zone,
                state,
                since,
                providerId,
                pricePerHour,
                worstPerHour,
                launchedAt,
                drainBy,
                reached);
    }

    /// What it is, and for whom, stays what it was.
    private Node with(
            long drawn,
            String itsZone,
            NodeState now,
            Instant at,
            @Nullable String name,
            Money price,
            Money worst,
            @Nullable Instant launched,
            @Nullable Instant by,
            @Nullable String reached) {
        return new Node(
                id,
                drawn,
                pool,
                provider,
                region,
                itsZone,
                capacityType,
                lane,
                tenant,
                environment,
                template,
                now,
                at,
                name,
                price,
                worst,
                launched,
                by,
                labels,
                reached);
    }

    public int gpus() {
        return template.gpus();
    }

    /// Where it stands, as far as it is known.
    public Place place() {
        return Place.of(provider, region, zone);
    }

    public GpuModel gpuModel() {
        return template.gpuModel();
    }
}
