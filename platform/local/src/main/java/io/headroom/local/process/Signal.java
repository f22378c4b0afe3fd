package io.headroom.local.process;

import java.time.Duration;
import java.util.List;

/// Sends a process the signal that ends it in order.
final class Signal {
    private Signal() {}

    static void send(ProcessHandle process, Launch.Ending ending) {
        switch (ending) {
            case TERM -> process.destroy();
            case INT -> {
                // Java can send TERM and KILL only.
                var sent =
                        OneShot.run(
                                List.of("kill", "-INT", Long.toString(process.pid())),
                                Duration.ofSeconds(5));
                if (sent.status() != 0) {
                    process.destroy();
                }
            }
        }
    }
}
