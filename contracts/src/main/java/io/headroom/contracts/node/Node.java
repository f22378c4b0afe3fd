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
import io.headroom.contracts.price.PriceTerm;

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
/// @param priceTerm what is known of its price besides; absent where nothing is
/// @param disturbance what its neighbours take from what runs on it; absent where nothing is, or nobody measures
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
        @Nullable String address,
        @Nullable Disturbance disturbance,
        @Nullable PriceTerm priceTerm) {

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
                null,
                null,
                null);
    }

    /// Which state it is in.
    private record Stand(NodeState state, Instant since, @Nullable Instant drainBy) {}

    /// What it costs.
    private record Bill(
            Money perHour,
            Money worstPerHour,
            @Nullable Instant launchedAt,
            @Nullable PriceTerm term) {}

    private Stand stand() {
        return new Stand(state, since, drainBy);
    }

    private Bill bill() {
        return new Bill(pricePerHour, worstPerHour, launchedAt, priceTerm);
    }

    /// The same at another version.
    public Node version(long drawn) {
        return with(drawn, zone, stand(), providerId, bill(), address, disturbance);
    }

    /// Asked for in another zone.
    public Node zone(String elsewhere) {
        return with(version, elsewhere, stand(), providerId, bill(), address, disturbance);
    }

    /// In a state, which may be the same, since then. What disturbed it lasts no longer than what runs on it.
    ///
    /// @param by when it must be empty; only while draining
    public Node state(NodeState now, Instant at, @Nullable Instant by) {
        boolean runs = now == NodeState.READY || now == NodeState.DRAINING;
        return with(
                version,
                zone,
                new Stand(now, at, by),
                providerId,
                bill(),
                address,
                runs ? disturbance : null);
    }

    /// Known to its provider by this name.
    public Node providerId(String name) {
        return with(version, zone, stand(), name, bill(), address, disturbance);
    }

    public Node priced(Money price, Money worst) {
        return priced(price, worst, null);
    }

    public Node priced(Money price, Money worst, @Nullable PriceTerm term) {
        Bill now = new Bill(price, worst, launchedAt, term);
        return with(version, zone, stand(), providerId, now, address, disturbance);
    }

    /// Its bill began then; absent: it has none yet, or none any more.
    public Node launchedAt(@Nullable Instant at) {
        Bill now = new Bill(pricePerHour, worstPerHour, at, priceTerm);
        return with(version, zone, stand(), providerId, now, address, disturbance);
    }

    /// Known to be there.
    public Node at(@Nullable String reached) {
        return with(version, zone, stand(), providerId, bill(), reached, disturbance);
    }

    /// Its neighbours disturb what runs on it, or no longer.
    public Node disturbed(@Nullable Disturbance now) {
        return with(version, zone, stand(), providerId, bill(), address, now);
    }

    /// What it is, and for whom, stays what it was.
    private Node with(
            long drawn,
            String itsZone,
            Stand stand,
            @Nullable String name,
            Bill bill,
            @Nullable String reached,
            @Nullable Disturbance felt) {
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
                stand.state,
                stand.since,
                name,
                bill.perHour,
                bill.worstPerHour,
                bill.launchedAt,
                stand.drainBy,
                labels,
                reached,
                felt,
                bill.term);
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
