package io.headroom.cli.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.headroom.cli.HomeOption;
import io.headroom.cli.up.ProcessTable;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.local.Home;
import io.headroom.local.Refused;
import io.headroom.local.identity.OwnerOnly;

/// Mixin: which Headroom is spoken to, and as whom. By default the one that runs here, as its operator.
public final class Connection {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where Headroom is (HEADROOM_URL; the one that runs here by default).")
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "The file with the token to show (HEADROOM_TOKEN_FILE, or a token itself in"
                            + " HEADROOM_TOKEN; the operator's of the one that runs here by default).")
    private @Nullable Path tokenFile;

    @Mixin private HomeOption home = new HomeOption();

    public ApiClient client() {
        var base = url();
        return new ApiClient(base, token(base));
    }

    /// For what the simulated providers know; there is none beside a Headroom in production.
    public SimulatorClient simulator() {
        var base = url();
        return new SimulatorClient(base, token(base));
    }

    /// The clock that the answers' instants are on: that of the Headroom that runs here, else real time.
    public InstantSource clock() {
        var file = home.home().clock();
        return isLocal(url()) && Files.isReadable(file)
                ? VirtualClock.read(file)
                : Clock.systemUTC();
    }

    private URI url() {
        return Optional.ofNullable(url)
                .or(() -> variable("HEADROOM_URL"))
                .map(Connection::address)
                .or(this::running)
                .orElseThrow(
                        () ->
                                new Refused(
                                        "Headroom does not run here: start it with ./headroom up,"
                                                + " or name one with --url"));
    }

    private static URI address(String text) {
        try {
            var address = new URI(text);
            if (Objects.requireNonNullElse(address.getScheme(), "").matches("https?")
                    && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException _) {
            // No address either.
        }
        throw new Refused("%s is no address: http://HOST:PORT is wanted".formatted(text));
    }

    private Optional<URI> running() {
        return ProcessTable.read(home.home()).map(table -> URI.create(table.url()));
    }

    private boolean isLocal(URI base) {
        return running().filter(base::equals).isPresent();
    }

    /// From a file or the environment, never from an argument: arguments are public on a machine. The
    /// operator's own token is shown to nobody but the Headroom that it belongs to.
    private String token(URI base) {
        if (tokenFile != null) {
            return read(tokenFile);
        }
        return variable("HEADROOM_TOKEN")
                .or(() -> variable("HEADROOM_TOKEN_FILE").map(file -> read(Path.of(file))))
                .orElseGet(() -> operatorToken(base, home.home()));
    }

    private String operatorToken(URI base, Home ofHome) {
        if (!isLocal(base)) {
            throw new Refused(
                    "no token for %s: name its file with --token-file or in HEADROOM_TOKEN_FILE"
                            .formatted(base));
        }
        if (!Files.isReadable(ofHome.operatorToken())) {
            throw new Refused(
                    "there is no token: name its file with --token-file, or run this as the one who"
                            + " ran ./headroom up");
        }
        return OwnerOnly.read(ofHome.operatorToken()).strip();
    }

    private static String read(Path file) {
        if (!Files.isReadable(file)) {
            throw new Refused("the token file " + file + " cannot be read");
        }
        var token = OwnerOnly.read(file).strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new Refused("there is no token in " + file);
        }
        return token;
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
