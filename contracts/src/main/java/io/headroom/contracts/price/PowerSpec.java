package io.headroom.contracts.price;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// What a machine draws at the wall, 0 to 1,000,000 watts.
///
/// @param idleWatts while nothing runs on it
/// @param maxWatts while all its GPUs are given to workloads; also while it boots. Between the two it grows with the GPUs that are given
/// @param pue what the site draws for each watt of the machine (power usage effectiveness), 1 to 5; 1 by default
public record PowerSpec(int idleWatts, int maxWatts, @Nullable Double pue) {

    public static final int MOST_WATTS = 1_000_000;

    public PowerSpec {
        pue = pue == null ? 1.0 : pue;
        new Checks()
                .range(maxWatts, 1, MOST_WATTS, "machines.power.maxWatts")
                .range(idleWatts, 0, Math.max(0, maxWatts), "machines.power.idleWatts")
                .that(pue >= 1 && pue <= 5, "machines.power.pue", "must be 1 to 5")
                .done();
    }

    @Override
    public Double pue() {
        return pue == null ? 1.0 : pue;
    }
}
