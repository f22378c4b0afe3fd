package io.headroom.cli.api;

import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.headroom.cli.HomeOption;
import io.headroom.cli.up.ProcessTable;
import io.headroom.local.Refused;
import io.headroom.local.identity.OwnerOnly;

/// Mixin: which Headroom is spoken to, and as whom. By default the one that runs here, as its operator.
public final class Connection {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where Headroom is (HEADROOM_URL; the one that runs here by default).")
    private @Nullable URI url;

    @Mixin private HomeOption home = new HomeOption();

    public ApiClient client() {
        return new ApiClient(url(), token());
    }

    private URI url() {
        return Optional.ofNullable(url)
                .or(
                        () ->
                                Optional.ofNullable(System.getenv("HEADROOM_URL"))
                                        .filter(v -> !v.isBlank())
                                        .map(URI::create))
                .or(() -> ProcessTable.read(home.home()).map(table -> URI.create(table.url())))
                .orElseThrow(
                        () ->
                                new Refused(
                                        "Headroom does not run here: start it with ./headroom up, or name one in HEADROOM_URL"));
    }

    /// From the environment or a file, never from an argument: arguments are public on a machine.
    private String token() {
        var given = System.getenv("HEADROOM_TOKEN");
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        var file = home.home().operatorToken();
        if (!Files.isReadable(file)) {
            throw new Refused(
                    "there is no token: give one in HEADROOM_TOKEN, or run this as the one who ran ./headroom up");
        }
        return OwnerOnly.read(file).strip();
    }
}
