package io.headroom.agent.replica.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One process for ever: its number alone is used again by the kernel.
///
/// @param startTicks when it started, in clock ticks since the boot
record ProcessId(long pid, long startTicks, String bootId) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /// Fields of `/proc/PID/stat` after the command's name, which may itself hold blanks and brackets.
    private static final int START_AFTER_NAME = 19;

    private static final int STATE_AFTER_NAME = 0;

    static Optional<ProcessId> of(long pid) {
        try {
            String[] fields = fields(pid);
            return fields[STATE_AFTER_NAME].equals("Z")
                    ? Optional.empty()
                    : Optional.of(
                            new ProcessId(pid, Long.parseLong(fields[START_AFTER_NAME]), boot()));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    static Optional<ProcessId> parse(String handle) {
        String[] parts = handle.split(" ", -1);
        try {
            return parts.length == 3
                    ? Optional.of(
                            new ProcessId(
                                    Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    @Override
    public String toString() {
        return pid + " " + startTicks + " " + bootId;
    }

    private static String[] fields(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    private static String boot() throws IOException {
        return Files.readString(BOOT_ID).strip();
    }
}
