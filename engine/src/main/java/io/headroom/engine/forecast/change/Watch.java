package io.headroom.engine.forecast.change;

/// Looks out for one kind of jump, and knows how far demand departs from other days when nothing has happened.
final class Watch {
    /// How much farther than ever before, and how many times its usual size, a departure must be.
    private static final double THAN_EVER = 1.5;

    private static final double THAN_USUAL = 6;

    /// Demand that is half as much again, or a third less, is worth a reset; less than that the models follow by themselves.
    static final double LEAST = Math.log(1.5);

    /// Departures that must have been seen before one of them is called unheard of: a day and a half.
    private static final int FEWEST = 24;

    /// What came in the last half day is not usual yet: a jump that comes into view must not make itself look so.
    private static final int LATE = 8;

    /// How many steps a jump must last.
    final int window;

    /// 1 looks for a rise, -1 for a fall.
    final int side;

    /// The first of the earlier days to compare with: far enough back to lie before the jump.
    final int before;

    private final double[] last = new double[LATE];
    private double farthest;
    private double sum;
    private int waiting;
    private int seen;

    Watch(int window, int side, int day) {
        this.window = window;
        this.side = side;
        this.before = Math.ceilDiv(2 * window, day);
    }

    void add(double departure) {
        if (waiting == LATE) {
            farthest = Math.max(farthest, last[0]);
            sum += Math.abs(last[0]);
            seen++;
            System.arraycopy(last, 1, last, 0, LATE - 1);
            waiting--;
        }
        last[waiting++] = departure;
    }

    void forgetLast() {
        waiting = 0;
    }

    boolean isUnheardOf(double departure) {
        return seen >= FEWEST
                && departure > LEAST
                && departure > THAN_EVER * farthest
                && departure > THAN_USUAL * sum / seen;
    }
}
