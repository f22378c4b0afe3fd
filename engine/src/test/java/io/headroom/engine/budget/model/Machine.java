package io.headroom.engine.budget.model;

import java.util.ArrayList;
import java.util.Arrays;
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
    @Nullable PaidNode paid;
    List<Notice> notices = List.of();
    int grantedUntil = NEVER;
    boolean denied;
    boolean heardLaunch;

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

    /// What it cost before: its first life, and its rest.
    record Past(int from, int to, Money perHour) {}

    List<Past> past = List.of();
    int rests = NEVER;
    int stopped = NEVER;
    boolean heardStop;

    Machine copy() {
        Machine next = new Machine();
        next.paid = paid;
        next.notices = notices;
        next.grantedUntil = grantedUntil;
        next.denied = denied;
        next.heardLaunch = heardLaunch;
        next.skew = skew;
        next.version = version;
        next.deadline = deadline;
        next.launched = launched;
        next.off = off;
        next.died = died;
        next.price = price;
        next.repricedAt = repricedAt;
        next.past = past;
        next.rests = rests;
        next.stopped = stopped;
        next.heardStop = heardStop;
        return next;
    }

    boolean isAlive() {
        return launched != NEVER && died == NEVER;
    }

    void tell(Notice notice) {
        List<Notice> more = new ArrayList<>(notices);
        more.add(notice);
        notices = List.copyOf(more);
    }

    /// It is gone: what was still to be heard changes nothing any more.
    void die(int now) {
        died = now;
        notices = List.of();
        denied = false;
        skew = 0;
        version = 0;
        deadline = NEVER;
        off = NEVER;
    }

    Object key() {
        return Arrays.asList(
                paid,
                notices,
                grantedUntil,
                denied,
                heardLaunch,
                skew,
                version,
                deadline,
                launched,
                off,
                died,
                price,
                repricedAt,
                past,
                rests,
                stopped,
                heardStop);
    }

    /// Switched off, with its disk: nothing runs, and what was still to be heard is of no use.
    void rest(int now) {
        if (repricedAt == NEVER) {
            leave(new Past(launched, now, Rules.PRICES.get(price)));
        } else {
            leave(new Past(launched, repricedAt, Rules.PRICES.get(1 - price)));
            leave(new Past(repricedAt, now, Rules.PRICES.get(price)));
        }
        boolean wasDenied = denied;
        die(now);
        denied = wasDenied;
        died = NEVER;
        repricedAt = NEVER;
        launched = NEVER;
        heardLaunch = false;
        grantedUntil = NEVER;
        rests = now;
        stopped = now;
    }

    /// It is switched on again, or its disk is gone.
    void endRest(int now) {
        leave(new Past(rests, now, Rules.DISK));
        rests = NEVER;
    }

    private void leave(Past cost) {
        List<Past> more = new ArrayList<>(past);
        more.add(cost);
        past = List.copyOf(more);
    }

    @Override
    public String toString() {
        return "launched %d, deadline %d, off %d, died %d, lease %s"
                .formatted(launched, deadline, off, died, paid == null ? "none" : paid.lease());
    }
}
