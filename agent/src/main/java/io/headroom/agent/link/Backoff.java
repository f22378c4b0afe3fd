package io.headroom.agent.link;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before the next try: twice as long each time, and never all agents at the same moment.
public final class Backoff {

    /// A server that restarts is back within this; much less and a fleet hammers it while it loads.
    private static final Duration FIRST = Duration.ofMillis(200);

    /// Half a node-lost timeout: an agent must be back before it is given up.
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Backoff() {}

    public static Duration after(long tries) {
        long doubled = FIRST.toMillis() << Math.clamp(tries - 1, 0, 10);
        long wait = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis((long) (wait * ThreadLocalRandom.current().nextDouble(0.5, 1.5)));
    }
}
