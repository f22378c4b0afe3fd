package io.headroom.cli.status;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.local.Refused;
import io.headroom.local.process.LogTail;

/// `headroom logs [process]`: the end of the logs, and with `-f` what comes.
@Command(name = "logs", description = "Show what was logged.", mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "PROCESS",
            description = "As in ./headroom status; all of them by default.")
    private @Nullable String process;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "How many lines of each (${DEFAULT-VALUE}).")
    private int lines = 50;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var logs = logs();
        var positions = new LinkedHashMap<Path, Long>();
        for (var log : logs) {
            positions.put(log, Files.size(log));
            LogTail.last(log, Math.clamp(lines, 1, 10_000))
                    .forEach(line -> out.println(prefix(log, logs) + line));
        }
        out.flush();
        while (follow) {
            for (var log : logs) {
                more(log, positions).forEach(line -> out.println(prefix(log, logs) + line));
            }
            out.flush();
            TimeUnit.MILLISECONDS.sleep(250);
        }
        return 0;
    }

    private List<Path> logs() throws IOException {
        var folder = home.home().logs();
        if (!Files.isDirectory(folder)) {
            throw new Refused("there are no logs yet: start Headroom with ./headroom up");
        }
        try (var files = Files.list(folder)) {
            var all = files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
            if (process == null) {
                return all;
            }
            var wanted = folder.resolve(process + ".log");
            if (!all.contains(wanted)) {
                var names = all.stream().map(LogsCommand::name).toList();
                throw new Refused(
                        "there is no log of %s: there are %s"
                                .formatted(process, String.join(", ", names)));
            }
            return List.of(wanted);
        }
    }

    private static List<String> more(Path log, Map<Path, Long> positions) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var seen = positions.getOrDefault(log, 0L);
            // Shorter than before: it was put aside and begun anew.
            var from = file.length() < seen ? 0 : seen;
            var bytes = new byte[(int) Math.min(file.length() - from, 1 << 20)];
            file.seek(from);
            file.readFully(bytes);
            positions.put(log, from + bytes.length);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static String prefix(Path log, List<Path> logs) {
        return logs.size() > 1 ? name(log) + " | " : "";
    }

    private static String name(Path log) {
        return String.valueOf(log.getFileName()).replaceFirst("\\.log$", "");
    }
}
