package io.headroom.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
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
