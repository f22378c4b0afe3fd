package io.headroom.agent.notice;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Whether the provider has said that it takes this machine back, and when.
@FunctionalInterface
public interface SpotNotice {

    /// For a machine that nobody takes back.
    SpotNotice NEVER = Optional::empty;

    /// When the machine will be gone; empty while nothing was said. Asked every few seconds.
    ///
    /// @throws IOException when it could not be asked this time
    Optional<Instant> goneAt() throws IOException;
}
