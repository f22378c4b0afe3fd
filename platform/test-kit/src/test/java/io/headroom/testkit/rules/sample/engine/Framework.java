package io.headroom.testkit.rules.sample.engine;

import java.time.InstantSource;
import java.util.logging.Logger;

/// Breaks: no logging, no clock.
record Framework(InstantSource clock) {
    private static final Logger LOG = Logger.getLogger("engine");

    void say() {
        LOG.fine("decided");
    }
}
