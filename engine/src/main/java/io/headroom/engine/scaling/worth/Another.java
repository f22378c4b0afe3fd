package io.headroom.engine.scaling.worth;

import java.time.Duration;

/// Another GPU in place of an idle one that went, should it be wanted after all.
///
/// @param lead until it is there
/// @param waited what waits for it, as the time that one piece of work would wait
record Another(Duration lead, Duration waited) {

    /// One that is bought: one piece of work waits for its boot.
    static Another bought(Duration boot) {
        return new Another(boot, boot);
    }

    /// One that is stopped, and woken. Work that runs for less than a wake queues up meanwhile: `wake / runs` pieces, and each of them
    /// waits for a wake, the last as the first, since they are worked off as fast as they came.
    ///
    /// @param runs how long such work holds its place
    static Another woken(Duration wake, Duration runs) {
        double pieces = Math.max(1, wake.toMillis() / (double) Math.max(1, runs.toMillis()));
        return new Another(wake, Duration.ofMillis((long) (pieces * wake.toMillis())));
    }

    /// Dollars for each GPU: what its lead costs, and what waits for it.
    double costs(double perGpuHour, double waiting) {
        return perGpuHour * Newsvendor.hours(lead) + waiting * Newsvendor.hours(waited);
    }
}
