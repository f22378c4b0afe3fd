package io.headroom.cli.replay;

import org.jspecify.annotations.Nullable;

import io.headroom.local.Refused;

/// How many nodes a pool keeps stopped, as `--warm-max` says it.
final class StoppedNodes {

    private static final String AS_MANY_AS_RUN = "auto";

    private StoppedNodes() {}

    /// Nothing where as many as the pool may run are meant.
    static @Nullable Integer most(String said) {
        try {
            return said.equals(AS_MANY_AS_RUN) ? null : Integer.valueOf(said);
        } catch (NumberFormatException noNumber) {
            throw new Refused(
                    "--warm-max " + said + ": must be a number of nodes, or auto", noNumber);
        }
    }
}
