package io.headroom.provisioning.offer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.provisioning.offer.Answers.MarketAnswer;
import io.headroom.provisioning.pool.PoolRow;

/// Our own limits at the providers that were reached of late. They hold for a whole region: where one zone is refused for them, no
/// other one is asked.
public record Limits(List<MarketAnswer> answers) {

    /// A limit as it concerns a pool.
    public record Reached(
            String instanceType, CapacityType capacityType, String detail, Instant until) {}

    public static Limits of(List<MarketAnswer> answers, Instant now) {
        return new Limits(
                answers.stream()
                        .filter(a -> a.kind().equals(Answers.QUOTA) && a.isShort(now))
                        .toList());
    }

    Optional<Reached> on(PoolSpec pool, Offer offer) {
        return on(pool, offer.template().instanceType(), offer.capacityType());
    }

    Optional<Reached> on(PoolSpec pool, String instanceType, CapacityType capacity) {
        return answers.stream()
                .filter(
                        a ->
                                a.provider() == pool.provider()
                                        && a.instanceType().equals(instanceType)
                                        && a.capacityType() == capacity
                                        && a.zone().startsWith(pool.region()))
                .flatMap(
                        a ->
                                Optional.ofNullable(a.until())
                                        .map(
                                                u ->
                                                        new Reached(
                                                                instanceType,
                                                                capacity,
                                                                a.detail(),
                                                                u))
                                        .stream())
                .findFirst();
    }

    /// Those that keep a part of the pool from being bought.
    public List<Reached> of(PoolRow pool) {
        List<Reached> reached = new ArrayList<>();
        for (NodeTemplate template : pool.templates()) {
            for (CapacityType capacity : pool.spec().capacityTypes()) {
                on(pool.spec(), template.instanceType(), capacity).ifPresent(reached::add);
            }
        }
        return reached;
    }

    /// Whether nothing of the pool can be bought for them.
    public boolean closes(PoolRow pool) {
        int kinds = pool.templates().size() * pool.spec().capacityTypes().size();
        return kinds > 0 && of(pool).size() == kinds;
    }
}
