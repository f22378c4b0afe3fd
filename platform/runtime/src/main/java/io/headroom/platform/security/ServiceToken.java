package io.headroom.platform.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What this service shows to others when it calls them; read anew each time, so that it can be replaced on disk.
@Singleton
public final class ServiceToken implements ClientRequestFilter {

    private final Optional<Path> file;

    @Inject
    ServiceToken(@ConfigProperty(name = "headroom.api.token-file") Optional<Path> file) {
        this.file = file;
    }

    /// The value of the `Authorization` header.
    public String authorization() {
        Path path =
                file.orElseThrow(
                        () -> new IllegalStateException("headroom.api.token-file is not set"));
        try {
            return "Bearer " + Files.readString(path).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the service token cannot be read", e);
        }
    }

    @Override
    public void filter(ClientRequestContext request) {
        request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, authorization());
    }
}
