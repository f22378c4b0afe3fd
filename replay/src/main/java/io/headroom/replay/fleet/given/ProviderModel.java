package io.headroom.replay.fleet.given;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import io.headroom.engine.scaling.fact.Offer;

/// How the providers of a replay behave. What happens is drawn from the scenario's seed, the place and the time alone, so that every
/// policy lives in the same world.
///
/// @param bootLeast the quickest boot; zero with `bootMost`: between 0.7 and 1.5 of what the offer expects
/// @param bootMost the slowest
/// @param wakeLeast the quickest start of a stopped node; zero with `wakeMost`: 0.6 of a boot
/// @param wakeMost the slowest
/// @param shortOfTime share of the time in which a zone has no node of a type to sell, 0 to 1
public record ProviderModel(
        Duration bootLeast,
        Duration bootMost,
        Duration wakeLeast,
        Duration wakeMost,
        double shortOfTime) {

    /// Boots as the offers expect them, never out of stock.
    public static final ProviderModel USUAL =
            new ProviderModel(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

    /// A shortage lasts so long; the windows in which one may begin are as long as makes the share come true.
    private static final Duration SHORTAGE = Duration.ofMinutes(30);

    /// Where between the quickest and the slowest most boots lie: closer to the quickest, with a tail.
    private static final double MODE = 0.3;

    /// What a wake is thought to take of a boot where nobody says so: as in the live service, before any was seen.
    private static final double OF_A_BOOT = 0.6;

    public ProviderModel {
        if (bootLeast.isNegative() || bootMost.compareTo(bootLeast) < 0) {
            throw new IllegalArgumentException("boots must last from least to most");
        }
        if (wakeLeast.isNegative() || wakeMost.compareTo(wakeLeast) < 0) {
            throw new IllegalArgumentException("wakes must last from least to most");
        }
        if (!(shortOfTime >= 0 && shortOfTime < 1)) {
            throw new IllegalArgumentException("shortOfTime must be from 0 to below 1");
        }
    }

    /// What a boot takes on average.
    public Duration expectedBoot() {
        return mean(bootLeast, bootMost);
    }

    /// What the start of a stopped node takes on average.
    public Duration expectedWake(Offer offer) {
        return wakeMost.isZero() ? ofBoot(offer.boot()) : mean(wakeLeast, wakeMost);
    }

    private static Duration mean(Duration least, Duration most) {
        return least.plus(
                Duration.ofMillis((long) ((1 + MODE) / 3 * most.minus(least).toMillis())));
    }

    private static Duration ofBoot(Duration boot) {
        return Duration.ofMillis((long) (OF_A_BOOT * boot.toMillis()));
    }

    /// How long the n-th node that was bought takes to boot: triangular between the bounds.
    public Duration boot(Offer offer, long seed, long ordinal) {
        Random random = new Random(mixed(seed, ordinal));
        if (bootMost.isZero()) {
            double factor = 0.7 + 0.8 * random.nextDouble() * random.nextDouble();
            return Duration.ofMillis((long) (offer.boot().toMillis() * factor));
        }
        return between(bootLeast, bootMost, random);
    }

    /// How long the n-th wake takes: like a boot, between its own bounds.
    public Duration wake(Offer offer, long seed, long ordinal) {
        if (wakeMost.isZero()) {
            return ofBoot(boot(offer, ~seed, ordinal));
        }
        return between(wakeLeast, wakeMost, new Random(mixed(~seed, ordinal)));
    }

    private static Duration between(Duration least, Duration most, Random random) {
        double u = random.nextDouble();
        double at = u < MODE ? Math.sqrt(u * MODE) : 1 - Math.sqrt((1 - u) * (1 - MODE));
        return least.plus(Duration.ofMillis((long) (at * most.minus(least).toMillis())));
    }

    /// Whether a place has no node of a type to sell now.
    public boolean isShort(String place, long seed, Instant now) {
        if (shortOfTime == 0) {
            return false;
        }
        long window = (long) (SHORTAGE.toMillis() / shortOfTime);
        long at = now.toEpochMilli();
        Random random = new Random(mixed(seed ^ place.hashCode(), Math.floorDiv(at, window)));
        long from = (long) (random.nextDouble() * (window - SHORTAGE.toMillis()));
        long since = Math.floorMod(at, window) - from;
        return since >= 0 && since < SHORTAGE.toMillis();
    }

    /// When a spot machine is taken back, counted from its purchase; absent risk: after a century.
    public Duration reclaimedAfter(Offer offer, long seed, long ordinal) {
        if (offer.interruptionPerHour() <= 0) {
            return Duration.ofDays(36_500);
        }
        double u = new Random(mixed(seed + 1, ordinal)).nextDouble();
        double hours = -Math.log(1 - u) / offer.interruptionPerHour();
        return Duration.ofMillis((long) (Math.min(hours, 876_000) * 3_600_000));
    }

    private static long mixed(long seed, long ordinal) {
        long z = seed * 0x9E3779B97F4A7C15L + ordinal * 0xBF58476D1CE4E5B9L + 0x94D049BB133111EBL;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        return z ^ (z >>> 31);
    }
}
