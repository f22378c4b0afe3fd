package io.headroom.engine.budget.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.budget.PaidNode;

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
                repricedAt);
    }

    @Override
    public String toString() {
        return "launched %d, deadline %d, off %d, died %d, lease %s"
                .formatted(launched, deadline, off, died, paid == null ? "none" : paid.lease());
    }
}
