package io.headroom.cloudsim.market;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/// What fate has in store for one machine: how long it boots, how long it takes to stop, when its spot market takes it back.
public record Chance(Dice dice) {

    private static final double BOOT_SCATTER = 0.15;
    private static final Duration SHORTEST_BOOT = Duration.ofMinutes(2);
    private static final Duration LONGEST_BOOT = Duration.ofMinutes(8);

    /// From the launch to a running agent, for a machine that starts from nothing.
    public Duration boot(String machine, InstanceType type) {
        double scatter = Math.exp(BOOT_SCATTER * dice.about("boot", machine).nextGaussian());
        Duration drawn = Duration.ofSeconds(Math.round(type.boot().toSeconds() * scatter));
        return drawn.compareTo(SHORTEST_BOOT) < 0
                ? SHORTEST_BOOT
                : drawn.compareTo(LONGEST_BOOT) > 0 ? LONGEST_BOOT : drawn;
    }

    /// From the call to a running agent, for a machine that was stopped: the disk is there already.
    public Duration wake(String machine, int nth) {
        return Duration.ofSeconds(40 + dice.about("wake", machine, nth).nextInt(35));
    }

    /// How long the provider says `pending`.
    public Duration pending(String machine) {
        return Duration.ofSeconds(3 + dice.about("pending", machine).nextInt(8));
    }

    public Duration stop(String machine, Provider provider) {
        long longest = Math.max(provider.longestBilledStop().toSeconds(), 20);
        return Duration.ofSeconds(5 + dice.about("stop", machine).nextLong(longest - 5));
    }

    /// When the spot market wants the machine back, counted from its start; empty: not within a month.
    public Optional<Duration> reclaim(String machine, InstanceType type, int nth) {
        if (type.reclaims() == 0) {
            return Optional.empty();
        }
        SplittableRandom draw = dice.about("reclaim", machine, nth);
        double hours = -Math.log(1 - draw.nextDouble()) / type.reclaims();
        return hours > 24 * 30
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.round(hours * 3600)));
    }
}
