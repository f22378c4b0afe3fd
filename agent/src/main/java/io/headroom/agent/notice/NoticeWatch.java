package io.headroom.agent.notice;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.time.VirtualClock;

/// Asks whether the machine is taken back; what was said once stays said.
public final class NoticeWatch {

    private static final System.Logger LOG = System.getLogger("io.headroom.agent");

    private final SpotNotice notice;
    private volatile @Nullable Instant goneAt;
    private boolean unheard;

    public NoticeWatch(SpotNotice notice) {
        this.notice = notice;
    }

    /// Asks, unless it is known; whether this brought the notice.
    public boolean look() {
        if (goneAt != null) {
            return false;
        }
        try {
            Optional<Instant> said = notice.goneAt();
            unheard = false;
            goneAt = said.orElse(null);
            return said.isPresent();
        } catch (IOException e) {
            // Said once for each time that it begins: it is asked every few seconds.
            if (!unheard) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "whether the machine is taken back cannot be asked: " + e.getMessage());
            }
            unheard = true;
            return false;
        }
    }

    /// Whether less than this real time is left: what is still here then is asked to end, whatever the cell says.
    public boolean leavesLess(Duration grace, VirtualClock clock) {
        Instant end = goneAt;
        return end != null && clock.realTime().instant().plus(grace).isAfter(clock.realAt(end));
    }

    /// When the machine will be gone; null while nothing was said.
    public @Nullable Instant goneAt() {
        return goneAt;
    }
}
