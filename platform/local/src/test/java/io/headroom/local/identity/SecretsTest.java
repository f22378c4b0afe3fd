package io.headroom.local.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.local.Home;
import io.headroom.local.LocalService;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {
    private static final InstantSource NOON =
            InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir Path folder;

    @Test
    void nobody_but_the_owner_can_read_any_of_them() throws IOException {
        var home = Home.at(folder.resolve("home"));
        everything(home);

        try (var all = Files.walk(home.root())) {
            for (var path : all.toList()) {
                var wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(wanted);
            }
        }
    }

    @Test
    void they_are_made_once() {
        var home = Home.at(folder.resolve("home"));
        var first = everything(home);
        var account = first.nats().accountId();
        var password = first.databasePassword("placement");
        var credentials = OwnerOnly.read(first.natsCredentials(LocalService.COST));

        var second = everything(home);

        assertThat(second.nats().accountId()).isEqualTo(account);
        assertThat(second.databasePassword("placement")).isEqualTo(password);
        assertThat(OwnerOnly.read(second.natsCredentials(LocalService.COST)))
                .isEqualTo(credentials);
    }

    @Test
    void two_homes_share_no_secret() {
        var one = everything(Home.at(folder.resolve("one")));
        var other = everything(Home.at(folder.resolve("other")));

        assertThat(one.databasePassword("cost")).isNotEqualTo(other.databasePassword("cost"));
        assertThat(one.nats().accountId()).isNotEqualTo(other.nats().accountId());
    }

    @Test
    void the_operators_token_says_who_it_is_and_is_signed() throws Exception {
        var secrets = everything(Home.at(folder.resolve("home")));

        var parts = OwnerOnly.read(secrets.operatorToken()).split("\\.", -1);
        var claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));

        assertThat(claims.path("iss").asText()).isEqualTo("headroom");
        assertThat(claims.path("upn").asText()).isEqualTo("operator");
        assertThat(claims.path("tenant").asText()).isEqualTo("*");
        assertThat(claims.path("groups")).extracting(group -> group.asText()).contains("operator");
        assertThat(isSigned(parts, secrets.apiPublicKey())).isTrue();
    }

    private static boolean isSigned(String[] parts, Path publicKey)
            throws GeneralSecurityException {
        var body = OwnerOnly.read(publicKey).replaceAll("-----[A-Z ]+-----|\\s", "");
        var key =
                KeyFactory.getInstance("EC")
                        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static Secrets everything(Home home) {
        var secrets = Secrets.of(home, "local", NOON);
        secrets.operatorToken();
        secrets.databasePasswords(List.of("placement", "cost"));
        secrets.natsOnlooker();
        for (var service : LocalService.values()) {
            secrets.serviceToken(service);
            if (service != LocalService.CLOUD_SIMULATOR) {
                secrets.natsCredentials(service);
            }
        }
        return secrets;
    }
}
