package io.headroom.platform.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.headroom.contracts.json.HeadroomJson;

/// A NATS credentials file, of which only the user's name is read here; the NATS client reads the rest.
final class CredentialsFile {

    private static final Pattern PAYLOAD =
            Pattern.compile("BEGIN NATS USER JWT-+\\s+[^.\\s]+\\.([^.\\s]+)\\.");

    private CredentialsFile() {}

    static String user(Path file) {
        try {
            Matcher jwt = PAYLOAD.matcher(Files.readString(file));
            if (!jwt.find()) {
                throw new IllegalArgumentException(file + " holds no JWT of a NATS user");
            }
            byte[] claims = Base64.getUrlDecoder().decode(jwt.group(1));
            return HeadroomJson.tolerant().readTree(claims).path("name").asText();
        } catch (IOException e) {
            throw new UncheckedIOException("the credentials for the bus cannot be read", e);
        }
    }
}
