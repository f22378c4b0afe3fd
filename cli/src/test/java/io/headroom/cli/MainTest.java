package io.headroom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MainTest {
    @TempDir Path folder;

    @Test
    void help_names_every_command() {
        var said = run("help");

        assertThat(said.status()).isZero();
        assertThat(said.text())
                .contains("up", "down", "status", "logs", "migrate", "test", "check");
    }

    @Test
    void an_unknown_command_is_wrong_usage() {
        assertThat(run("upp").status()).isEqualTo(2);
    }

    @Test
    void status_of_nothing_says_how_to_start() {
        var said = run("status", "--home", folder.toString());

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text()).contains("./headroom up");
    }

    @Test
    void down_of_nothing_is_no_failure() {
        assertThat(run("down", "--home", folder.toString()).status()).isZero();
    }

    @Test
    void what_cannot_begin_is_one_line_and_status_2() {
        var said = run("logs", "--home", folder.resolve("absent").toString());

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text().strip().lines()).hasSize(1);
    }

    @Test
    void what_is_no_address_or_no_token_is_one_line_and_status_2() throws IOException {
        var token = Files.writeString(folder.resolve("token"), "two words").toString();
        for (var url : List.of("nonsense", "http://no such", "ftp://host", "http://127.0.0.1:1")) {
            var said = run("node", "list", "--url", url, "--token-file", token);

            assertThat(said.status()).as(url).isEqualTo(2);
            assertThat(said.text().strip().lines()).as(url).hasSize(1);
        }
    }

    @Test
    void the_operators_token_is_not_shown_to_somebody_elses_headroom() {
        var said = run("node", "list", "--url", "http://127.0.0.1:1", "--home", folder.toString());

        assertThat(said.text()).contains("--token-file");
        assertThat(said.status()).isEqualTo(2);
    }

    @Test
    void every_command_explains_itself() {
        for (var name : List.of("up", "down", "status", "logs", "migrate")) {
            assertThat(run(name, "--help").text()).contains("Usage: headroom " + name);
        }
    }

    private static Said run(String... arguments) {
        var text = new StringWriter();
        var writer = new PrintWriter(text);
        var status = Main.commandLine().setOut(writer).setErr(writer).execute(arguments);
        writer.flush();
        return new Said(status, text.toString());
    }

    private record Said(int status, String text) {}
}
