package io.headroom.cli.up;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.headroom.local.Home;
import io.headroom.local.Refused;
import io.headroom.local.identity.OwnerOnly;
import io.headroom.local.process.Launch;
import io.headroom.local.process.LocalProcess;

/// Starts an `up` of its own session that outlives this command, and waits until it is ready.
final class Detached {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /// Ours, and the login of a database that is not ours.
    private static final Pattern PASSED_ON = Pattern.compile("HEADROOM_|PG(?:USER|PASSWORD)$");

    private static final String OWN_WORDS = "headroom: ";

    private Detached() {}

    static void start(Home home, PrintWriter out) throws InterruptedException {
        if (UpLock.isHeld(home)) {
            UpLock.take(home).close(); // refuses, in the same words
        }
        OwnerOnly.folder(home.root());
        Preflight.enoughDisk(home);
        OwnerOnly.folder(home.logs());
        OwnerOnly.write(home.log("up"), ""); // what is in it is about this start
        var process = LocalProcess.start(launch(home));
        out.println("  starting in the background, see " + home.log("up"));
        out.flush();
        var end = System.nanoTime() + LIMIT.toNanos();
        while (process.alive() && System.nanoTime() < end) {
            var table = ProcessTable.read(home);
            if (table.filter(
                            t ->
                                    t.upPid() == process.pid()
                                            && t.state() == ProcessTable.State.READY)
                    .isPresent()) {
                UpCommand.announce(home, table.get().url(), UpCommand.down(home), out);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new Refused(reason(process.lastLines(20)));
    }

    /// Its own words, where it had any.
    private static String reason(List<String> lines) {
        var said = lines.stream().filter(line -> line.startsWith(OWN_WORDS)).findFirst();
        var from = said.map(lines::indexOf).orElse(0);
        var text = String.join("\n", lines.subList(from, lines.size()));
        return said.isPresent() ? text.substring(OWN_WORDS.length()) : "it did not start:\n" + text;
    }

    /// This very command again, without `--detach`.
    private static Launch launch(Home home) {
        var self = ProcessHandle.current().info();
        var java =
                self.command()
                        .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var command = new ArrayList<String>();
        command.add(java);
        Arrays.stream(self.arguments().orElse(new String[0]))
                .filter(argument -> !List.of("--detach", "-d").contains(argument))
                .forEach(command::add);
        var settings = new LinkedHashMap<>(System.getenv());
        settings.keySet().removeIf(name -> !PASSED_ON.matcher(name).lookingAt());
        return new Launch(
                "up",
                command,
                Path.of("").toAbsolutePath(),
                settings,
                home.log("up"),
                Launch.Ending.TERM);
    }
}
