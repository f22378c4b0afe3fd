package io.headroom.cli.up;

import java.time.Duration;

import io.headroom.local.Home;
import io.headroom.local.Refused;
import io.headroom.local.process.LogTail;

/// Says of a process that does not come up what it said last.
final class NotReady {
    private static final int LINES = 15;

    private NotReady() {}

    static Refused of(Home home, String process, Duration limit) {
        var tail = String.join("\n    ", LogTail.last(home.log(process), LINES));
        return new Refused(
                "%s is not ready after %d s or keeps ending: see %s, which ends with\n    %s"
                        .formatted(process, limit.toSeconds(), home.log(process), tail));
    }
}
