package io.headroom.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What the kernel says about a process.
public final class ProcessFacts {
    private static final Path PROC = Path.of("/proc");

    /// What the kernel counts processor time in, on every architecture that Linux shows it to programs of.
    private static final double TICKS_PER_SECOND = 100;

    private ProcessFacts() {}

    /// Names one run of one process for good: a pid is used again, this is not.
    public static Optional<String> identity(long pid) {
        var stat = read(PROC.resolve(pid + "/stat"));
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        // The name in parentheses may hold anything; the 22nd field of the line is the start in
        // ticks.
        var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        var state = afterName[0];
        if (state.equals("Z") || state.equals("X")) {
            return Optional.empty();
        }
        var boot = read(PROC.resolve("sys/kernel/random/boot_id")).strip();
        return Optional.of(boot + "/" + pid + "/" + afterName[19]);
    }

    /// Memory of a process and all below it, shared pages counted once.
    public static long residentMib(long pid) {
        var memory =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessFacts::withDescendants)
                        .map(Memory::of)
                        .toList();
        var own = memory.stream().mapToLong(Memory::anonymous).sum();
        var shared = memory.stream().mapToLong(Memory::shared).max().orElse(0);
        var mapped = memory.stream().mapToLong(Memory::file).max().orElse(0);
        return (own + shared + mapped) / 1024;
    }

    /// Processor time of a process and all below it, and of those below it that have ended.
    public static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid).stream()
                        .flatMap(ProcessFacts::withDescendants)
                        .mapToLong(ProcessFacts::ticks)
                        .sum()
                / TICKS_PER_SECOND;
    }

    /// Processor time so far of those of its threads whose names begin so; what has ended is not in it.
    public static double threadSeconds(long pid, String name) {
        try (var threads = Files.list(PROC.resolve(pid + "/task"))) {
            return threads.filter(t -> read(t.resolve("comm")).startsWith(name))
                            .mapToLong(t -> ticks(t.resolve("stat"), 2))
                            .sum()
                    / TICKS_PER_SECOND;
        } catch (IOException _) {
            return 0;
        }
    }

    /// Own time in user and system mode, and that of children that were waited for.
    private static long ticks(long pid) {
        return ticks(PROC.resolve(pid + "/stat"), 4);
    }

    /// The first of fields 14 to 17.
    private static long ticks(Path file, int fields) {
        var stat = read(file);
        if (stat.isEmpty()) {
            return 0;
        }
        var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Stream.of(afterName).skip(11).limit(fields).mapToLong(Long::parseLong).sum();
    }

    /// The value of a variable in the environment that the process was started with.
    static Optional<String> environment(long pid, String variable) {
        var prefix = variable + "=";
        return read(PROC.resolve(pid + "/environ"))
                .transform(all -> Stream.of(all.split("\0", -1)))
                .filter(entry -> entry.startsWith(prefix))
                .map(entry -> entry.substring(prefix.length()))
                .findFirst();
    }

    public static String commandLine(long pid) {
        return read(PROC.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
    }

    private static Stream<Long> withDescendants(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).map(ProcessHandle::pid);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return ""; // it has ended, or is another user's
        }
    }

    private record Memory(long anonymous, long file, long shared) {
        static Memory of(long pid) {
            var status = read(PROC.resolve(pid + "/status"));
            return new Memory(
                    kib(status, "RssAnon:"), kib(status, "RssFile:"), kib(status, "RssShmem:"));
        }

        private static long kib(String status, String field) {
            return status.lines()
                    .filter(line -> line.startsWith(field))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        }
    }
}
