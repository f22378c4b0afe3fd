package io.headroom.cli.render;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// How much a terminal shows at once.
record TerminalSize(int rows, int columns) {
    static final TerminalSize USUAL = new TerminalSize(45, 118);

    private static final int FEWEST_ROWS = 10;
    private static final int NARROWEST = 40;

    TerminalSize {
        rows = Math.max(FEWEST_ROWS, rows);
        columns = Math.max(NARROWEST, columns);
    }

    /// As the terminal says; the usual size where it says nothing.
    static TerminalSize now() {
        try {
            var stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectErrorStream(true)
                            .start();
            var said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var parts = said.strip().split(" ", -1);
            return stty.waitFor(1, TimeUnit.SECONDS) && parts.length == 2
                    ? new TerminalSize(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))
                    : USUAL;
        } catch (IOException | NumberFormatException _) {
            return USUAL;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }
}
