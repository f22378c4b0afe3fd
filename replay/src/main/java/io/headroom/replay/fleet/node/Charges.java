package io.headroom.replay.fleet.node;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.scaling.fact.Offer;

/// What one machine is charged, stretch by stretch: by its own price while it is on, by its disk's while it is stopped. Each stretch that it
/// is on has a minimum billing of its own.
final class Charges {

    private Offer terms;
    private Instant since;
    private boolean resting;
    private boolean over;
    private @Nullable Instant readyAt;
    private Money cost = Money.ZERO;
    private Money settled = Money.ZERO;
    private Duration ran = Duration.ZERO;
    private Duration booted = Duration.ZERO;
    private Duration stopped = Duration.ZERO;

    Charges(Offer bought, Instant at) {
        terms = bought;
        since = at;
    }

    /// By what it is charged now.
    Offer terms() {
        return terms;
    }

    /// Since when.
    Instant since() {
        return since;
    }

    void ready(Instant now) {
        readyAt = now;
    }

    /// It is on from now on.
    void runs(Offer by, Instant now) {
        close(now);
        terms = by;
        resting = false;
        readyAt = null;
    }

    /// It is stopped from then on.
    void rests(Offer disk, Instant from) {
        close(from);
        terms = disk;
        resting = true;
    }

    /// Nothing changes but that a new stretch begins.
    void goesOn(Instant now) {
        close(now);
    }

    void ends(Instant at) {
        close(at);
        over = true;
    }

    private void close(Instant until) {
        cost = cost(until);
        Duration ranUntil = ran(until);
        Duration bootedUntil = booted(until);
        stopped = stopped(until);
        ran = ranUntil;
        booted = bootedUntil;
        since = until;
    }

    /// All of it up to an instant.
    Money cost(Instant until) {
        return over ? cost : cost.plus(terms.pricePerHour().perHourFor(charged(until)));
    }

    /// What came to it since this was last asked.
    Money unsettled(Instant until) {
        Money all = cost(until);
        Money more = all.minus(settled);
        settled = all;
        return more;
    }

    private Duration charged(Instant until) {
        Duration time = Duration.between(since, until);
        return time.compareTo(terms.minimumBilling()) < 0 ? terms.minimumBilling() : time;
    }

    /// How long it was on by its provider's bill.
    Duration ran(Instant until) {
        return over || resting ? ran : ran.plus(charged(until));
    }

    Duration booted(Instant until) {
        Instant ready = readyAt;
        return over || resting
                ? booted
                : booted.plus(Duration.between(since, ready == null ? until : ready));
    }

    Duration stopped(Instant until) {
        return over || !resting || until.isBefore(since)
                ? stopped
                : stopped.plus(Duration.between(since, until));
    }
}
