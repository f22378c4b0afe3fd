package io.headroom.engine.budget.model;

/// A moment in as few numbers as tell it from every other. Ticks, versions and counts are below 255.
final class Packed {

    private static final int BITS = 8;
    private static final int OF_MACHINE = 5;

    private Packed() {}

    static long[] of(Moment moment) {
        int size = 3;
        for (Machine machine : moment.machines) {
            size += OF_MACHINE + machine.notices.size();
        }
        long[] key = new long[size];
        key[0] =
                bytes(
                        moment.now,
                        moment.cap,
                        moment.changes,
                        moment.prices.saidAt(),
                        moment.prices.risesAt());
        key[1] = both(moment.accounts.number(), moment.allowed.number());
        key[2] = moment.beyondReserve.micros();
        int at = 3;
        for (Machine machine : moment.machines) {
            at = machine(machine, key, at);
        }
        return key;
    }

    private static int machine(Machine m, long[] key, int at) {
        int paid = m.paid == null ? 0 : m.paid.number();
        key[at] = both(paid, flags(m));
        key[at + 1] =
                bytes(
                        m.grantedUntil,
                        m.deadline,
                        m.launched,
                        m.off,
                        m.died,
                        m.repricedAt,
                        m.rests,
                        m.stopped);
        key[at + 2] = bytes((int) m.version, m.skew, m.price, m.notices.size());
        key[at + 3] = m.early;
        key[at + 4] = m.late;
        int next = at + OF_MACHINE;
        for (Machine.Notice notice : m.notices) {
            key[next++] = bytes((int) notice.version(), notice.issuedAt(), notice.powerOffBy());
        }
        return next;
    }

    private static int flags(Machine m) {
        return (m.denied ? 1 : 0)
                | (m.heardLaunch ? 2 : 0)
                | (m.heardRise ? 4 : 0)
                | (m.heardEnd ? 8 : 0)
                | (m.heardStop ? 16 : 0);
    }

    private static long both(int high, int low) {
        return ((long) high << 32) | low;
    }

    /// Each is "never", minus one, at least.
    private static long bytes(int... values) {
        long all = 0;
        for (int value : values) {
            all = (all << BITS) | (value + 1);
        }
        return all;
    }
}
