package io.headroom.agent.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The kernel's own count: it runs on through a suspend and over restarts of the agent.
public final class ProcUptime implements Uptime {

    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final String bootId = read(BOOT_ID).strip();

    @Override
    public String bootId() {
        return bootId;
    }

    @Override
    public Duration sinceBoot() {
        String text = read(UPTIME);
        BigDecimal seconds = new BigDecimal(text.substring(0, text.indexOf(' ')));
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("this needs Linux's " + file, e);
        }
    }
}
