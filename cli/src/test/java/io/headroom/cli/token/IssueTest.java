package io.headroom.cli.token;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import io.headroom.cli.Main;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Home;
import io.headroom.local.identity.Secrets;

import static org.assertj.core.api.Assertions.assertThat;

class IssueTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_token_says_who_may_do_what_of_whose_and_until_when() throws Exception {
        var _ = Secrets.of(Home.at(folder.resolve("home")), "local", InstantSource.system());

        int status =
                type(
                        "--role",
                        "member",
                        "--tenant",
                        "research",
                        "--name",
                        "ada",
                        "--expires",
                        "P1D");

        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
        JsonNode claims = claims(out.toString().strip());
        assertThat(claims.path("upn").asText()).isEqualTo("ada");
        assertThat(claims.path("tenant").asText()).isEqualTo("research");
        assertThat(claims.path("groups")).hasSize(1);
        assertThat(claims.path("groups").get(0).asText()).isEqualTo("member");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(86_400);
    }

    @Test
    void where_nothing_ever_ran_there_is_no_key() {
        assertThat(type("--role", "viewer", "--tenant", "*")).isEqualTo(2);
        assertThat(err.toString()).contains("no Headroom was ever started in");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void nonsense_is_refused() {
        assertThat(type("--role", "king", "--tenant", "*")).isEqualTo(2);
        assertThat(type("--role", "viewer", "--tenant", "Not A Name")).isEqualTo(2);
        assertThat(type("--role", "viewer", "--tenant", "*", "--expires", "P4000D")).isEqualTo(2);
        assertThat(err.toString()).contains("--tenant", "--expires");
    }

    private int type(String... words) {
        var arguments = new ArrayList<>(List.of("token", "issue"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--home", folder.resolve("home").toString()));
        CommandLine line =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments.toArray(String[]::new));
    }

    private static JsonNode claims(String token) throws Exception {
        var parts = token.split("\\.", -1);
        assertThat(parts).hasSize(3);
        return HeadroomJson.mapper()
                .readTree(
                        new String(
                                Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }
}
