package io.headroom.local.nats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.local.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NatsVersionTest {
    @TempDir Path folder;

    @Test
    void a_server_says_its_version() {
        assertThat(NatsVersion.in("nats-server: v2.15.1")).contains(new NatsVersion(2, 15, 1));
        assertThat(NatsVersion.in("nats-server: unknown")).isEmpty();
    }

    @Test
    void older_than_2_12_is_too_old() {
        assertThat(new NatsVersion(2, 9, 10).isTooOld()).isTrue();
        assertThat(new NatsVersion(2, 11, 99).isTooOld()).isTrue();
        assertThat(new NatsVersion(2, 12, 0).isTooOld()).isFalse();
        assertThat(new NatsVersion(3, 0, 0).isTooOld()).isFalse();
    }

    @Test
    void one_that_was_named_but_is_too_old_is_refused_with_the_reason() throws IOException {
        var old =
                Files.writeString(
                        folder.resolve("nats-server"), "#!/bin/sh\necho nats-server: v2.9.10\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwx------"));
        var search =
                new NatsBinary(Map.of("HEADROOM_NATS_SERVER", old.toString()), folder, _ -> {});

        assertThatThrownBy(search::find)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("2.9.10")
                .hasMessageContaining(">= 2.12.0");
    }
}
