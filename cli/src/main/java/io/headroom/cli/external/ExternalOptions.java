package io.headroom.cli.external;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Mixin: which PostgreSQL and which NATS of somebody else's are used.
public final class ExternalOptions {
    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "A PostgreSQL of your own, postgresql://HOST:PORT/NAME (HEADROOM_DATABASE_URL);"
                            + " its administrator in PGUSER and PGPASSWORD.")
    private @Nullable String databaseUrl;

    @Option(
            names = "--nats-url",
            paramLabel = "URL",
            description =
                    "A NATS of your own, nats://HOST:PORT (HEADROOM_NATS_URL); it must trust this"
                            + " home's operator, see docs/how-to/external-postgresql-and-nats.md.")
    private @Nullable String natsUrl;

    public External external() {
        return new External(
                Optional.ofNullable(databaseUrl)
                        .or(() -> DatabaseAccess.variable("HEADROOM_DATABASE_URL"))
                        .map(url -> DatabaseAccess.of(url, Optional.empty())),
                Optional.ofNullable(natsUrl)
                        .or(() -> DatabaseAccess.variable("HEADROOM_NATS_URL")));
    }
}
