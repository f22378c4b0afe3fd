package io.headroom.nodeagent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.contracts.agent.AgentDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    private static final String USER_DATA =
            """
            {"headroom":{"node":"6a7c2b1e-0000-4000-8000-000000000001","cell":"local",
             "join":"http://127.0.0.1:7073/api/v1/nodes/1/join","token":"once","later":"ignored"}}
            """;

    @TempDir Path folder;

    @Test
    void an_empty_file_is_a_real_machine() throws IOException {
        Settings settings = read("");

        assertThat(settings.runtime()).isEqualTo(Settings.Runs.PROCESS);
        assertThat(settings.atExit()).isEqualTo(Settings.AtExit.LEAVE);
        assertThat(settings.powerOff()).isEqualTo(Optional.of(List.of("systemctl", "poweroff")));
        assertThat(settings.devices()).isEmpty();
        assertThat(settings.state()).isEqualTo(folder.resolve("state"));
    }

    @Test
    void a_simulated_machine_says_so() throws IOException {
        Settings settings =
                read(
                        "runtime=simulated\ndevices=GPU-0:H100:81559\npower-off=exit\nstop-grace=PT5S");

        assertThat(settings.runtime()).isEqualTo(Settings.Runs.SIMULATED);
        assertThat(settings.devices())
                .isEqualTo(Optional.of(List.of(new AgentDevice("GPU-0", "H100", 81_559))));
        assertThat(settings.powerOff()).isEmpty();
        assertThat(settings.stopGrace()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_setting_that_is_not_known_or_not_right_is_named() {
        assertThatThrownBy(() -> read("powerof=exit")).hasMessageContaining("powerof");
        assertThatThrownBy(() -> read("stop-grace=30")).hasMessageContaining("stop-grace");
        assertThatThrownBy(() -> read("runtime=docker")).hasMessageContaining("docker");
    }

    @Test
    void user_data_comes_from_the_environment_or_from_its_file() throws IOException {
        Files.writeString(folder.resolve("user-data.json"), USER_DATA);
        Settings settings = read("");
        var fromFile = NodeAgentMain.userData(settings, Map.of());

        assertThat(NodeAgentMain.userData(settings, Map.of("HEADROOM_USER_DATA", USER_DATA)))
                .isEqualTo(fromFile);
        assertThat(fromFile.toString()).doesNotContain("once");
    }

    private Settings read(String text) throws IOException {
        Path file = folder.resolve("agent.properties");
        Files.writeString(file, text);
        return Settings.read(file);
    }
}
