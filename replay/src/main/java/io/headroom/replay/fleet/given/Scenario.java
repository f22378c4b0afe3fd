package io.headroom.replay.fleet.given;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;

/// What is replayed.
///
/// @param jobs in order of arrival; may be made while they are read
/// @param offers what the pools' providers sell
/// @param capacity how many nodes of one zone and type a provider has; absent means enough
/// @param cap the hard budget over the whole replay
/// @param history demand before the start, by series, to forecast from
/// @param start when the replay's clock starts
/// @param end what has not ended by then counts as waiting
/// @param seed of what the providers do
/// @param provider how long boots take, and when there is nothing to sell
/// @param disks what the disk of a stopped node costs, by pool
/// @param scoredFrom what comes before, and what is paid before, is lived through and not counted
/// @param tick how long arrivals are collected before they are placed; zero: not at all
public record Scenario(
        List<Job> jobs,
        List<PoolFact> pools,
        List<Offer> offers,
        List<Capacity> capacity,
        Money cap,
        List<DemandHistory> history,
        Instant start,
        Instant end,
        long seed,
        ProviderModel provider,
        List<Disk> disks,
        Instant scoredFrom,
        Duration tick) {

    /// A hundred GiB at the larger clouds, rounded up.
    public static final Money SOME_DISK = Money.of("0.014");

    /// With providers that never run out, placing at once.
    public Scenario(
            List<Job> jobs,
            List<PoolFact> pools,
            List<Offer> offers,
            List<Capacity> capacity,
            Money cap,
            List<DemandHistory> history,
            Instant start,
            Instant end,
            long seed) {
        this(
                jobs,
                pools,
                offers,
                capacity,
                cap,
                history,
                start,
                end,
                seed,
                ProviderModel.USUAL,
                List.of(),
                start,
                Duration.ZERO);
    }

    /// Which part of the time has been lived through, 0 to 1.
    public double reached(Instant now) {
        double whole = Math.max(1, Duration.between(start, end).toMillis());
        return Math.clamp(Duration.between(start, now).toMillis() / whole, 0, 1);
    }

    /// The lane of a pool.
    public String lane(String pool) {
        return pools.stream()
                .filter(p -> p.name().equals(pool))
                .map(p -> p.spec().lane())
                .findFirst()
                .orElse("default");
    }

    /// What a pool's stopped node costs an hour.
    public Money diskPerHour(String pool) {
        return disks.stream()
                .filter(d -> d.pool().equals(pool))
                .map(Disk::perHour)
                .findFirst()
                .orElse(SOME_DISK);
    }

    /// The disk of a pool's node.
    public record Disk(String pool, Money perHour) {}

    /// How many nodes of a type a zone has.
    public record Capacity(String zone, String instanceType, int nodes) {}
}
