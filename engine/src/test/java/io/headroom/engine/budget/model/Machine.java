package io.headroom.engine.budget.model;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.lease.PaidNode;

/// One machine as everybody sees it: the desk, provisioning, its agent, and what is true. What was said may be heard at any
/// time after, any number of times, or never: that is loss, delay, duplication and reordering in one.
final class Machine {

    static final int NEVER = -1;

    /// A lease as its agent is told of it.
    record Notice(long version, int issuedAt, int powerOffBy) {}

    // What the desk has stored, and said.
    Pool.@Nullable Known<PaidNode> paid;
    List<Notice> notices = List.of();
    int grantedUntil = NEVER;
    boolean denied;
    boolean heardLaunch;
    boolean heardRise;
    boolean heardEnd;

    // What the agent knows.
    int skew;
    long version;
    int deadline = NEVER;

    // What is true.
    int launched = NEVER;
    int off = NEVER;
    int died = NEVER;
    int price;
    int repricedAt = NEVER;
    int rests = NEVER;
    int stopped = NEVER;
    boolean heardStop;

    /// What its lives and rests before cost until the full hour, and after it, in micros.
    long early;

    long late;

    Machine copy() {
        Machine next = new Machine();
        next.paid = paid;
        next.notices = notices;
        next.grantedUntil = grantedUntil;
        next.denied = denied;
        next.heardLaunch = heardLaunch;
        next.heardRise = heardRise;
        next.heardEnd = heardEnd;
        next.skew = skew;
        next.version = version;
        next.deadline = deadline;
        next.launched = launched;
        next.off = off;
        next.died = died;
        next.price = price;
        next.repricedAt = repricedAt;
        next.rests = rests;
        next.stopped = stopped;
        next.heardStop = heardStop;
        next.early = early;
        next.late = late;
        return next;
    }

    @Nullable PaidNode lease() {
        return paid == null ? null : paid.value();
    }

    boolean isAlive() {
        return launched != NEVER && died == NEVER && !heardEnd;
    }

    boolean isOn() {
        return isAlive() && off == NEVER;
    }

    /// Whether anybody could still act on what is said of its lease.
    private boolean isTold() {
        return off == NEVER && died == NEVER;
    }

    void tell(Notice notice) {
        if (isTold()) {
            List<Notice> more = new ArrayList<>(notices);
            more.add(notice);
            notices = List.copyOf(more);
        }
    }

    void deny() {
        denied = isTold();
    }

    /// An older notice changes nothing any more.
    void hear(Notice notice, int by) {
        version = notice.version();
        deadline = by;
        notices = notices.stream().filter(n -> n.version() > version).toList();
    }

    void powerOff(int now) {
        forget();
        denied = false;
        off = now;
    }

    /// It is gone: what was still to be heard changes nothing any more.
    void die(int now) {
        powerOff(now);
        off = NEVER;
        died = now;
    }

    /// What its agent knew is of no use.
    private void forget() {
        notices = List.of();
        skew = 0;
        version = 0;
        deadline = NEVER;
    }

    /// The desk knows that it is gone: only what it cost counts from now on.
    void end(Prices prices) {
        closeLife(prices, died);
        paid = null;
        launched = NEVER;
        died = NEVER;
        grantedUntil = NEVER;
        price = 0;
        repricedAt = NEVER;
        stopped = NEVER;
        heardLaunch = false;
        heardRise = false;
        heardStop = false;
        heardEnd = true;
    }

    /// Switched off, with its disk: nothing runs, and what was still to be heard is of no use.
    void rest(Prices prices, int now) {
        closeLife(prices, now);
        forget();
        repricedAt = NEVER;
        launched = NEVER;
        heardLaunch = false;
        grantedUntil = NEVER;
        rests = now;
        stopped = now;
    }

    /// It is switched on again, or its disk is gone.
    void endRest(int now) {
        spend(Rules.DISK, rests, now);
        rests = NEVER;
    }

    private void closeLife(Prices prices, int now) {
        for (int tick = launched; launched != NEVER && tick < billedTo(now); tick++) {
            spend(prices.perHour(this, tick), tick, tick + 1);
        }
    }

    /// Up to when it is billed: its minimum at least.
    int billedTo(int now) {
        return Math.max(died == NEVER ? now : died, launched + Rules.TICKS_BILLED_AT_LEAST);
    }

    private void spend(Money perHour, int from, int to) {
        for (int tick = from; tick < to; tick++) {
            if (tick < Rules.FULL_HOUR) {
                early += perHour.micros() / 60;
            } else {
                late += perHour.micros() / 60;
            }
        }
    }

    @Override
    public String toString() {
        return "launched %d, deadline %d, off %d, died %d, %s"
                .formatted(
                        launched,
                        deadline,
                        off,
                        died,
                        paid == null
                                ? "no lease"
                                : "%s %s at %s, kept to tick %.2f"
                                        .formatted(
                                                paid.value().standing(),
                                                paid.value().lease(),
                                                paid.value().pricePerHour(),
                                                Rules.ticks(paid.value().keptTo())));
    }
}
