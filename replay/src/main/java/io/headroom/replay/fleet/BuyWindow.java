package io.headroom.replay.fleet;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.replay.fleet.given.Strategy;

/// How long a policy collects what is missing before it buys.
final class BuyWindow {

    private final Strategy strategy;
    private boolean open;
    private Instant from = Instant.MIN;
    private Instant lastMissing = Instant.MIN;

    BuyWindow(Strategy strategy) {
        this.strategy = strategy;
    }

    boolean isImmediate() {
        return strategy.batchIdle().isZero();
    }

    /// Something is missing; answers when to look, if nobody was going to.
    @Nullable Instant missing(Instant now) {
        lastMissing = now;
        if (open) {
            return null;
        }
        open = true;
        from = now;
        return now.plus(strategy.batchIdle());
    }

    /// When to look again, because something new was missing within the window and it is not as long as it may be; else it closes.
    @Nullable Instant stillOpen(Instant now) {
        Instant calm = lastMissing.plus(strategy.batchIdle());
        Instant latest = from.plus(strategy.batchMost());
        if (open && calm.isAfter(now) && now.isBefore(latest)) {
            return calm.isBefore(latest) ? calm : latest;
        }
        open = false;
        return null;
    }

    /// When to look again at what could not be bought.
    Instant again(Instant now) {
        open = true;
        from = now;
        return now.plus(strategy.batchMost());
    }
}
