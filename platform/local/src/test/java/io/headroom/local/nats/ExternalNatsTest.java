package io.headroom.local.nats;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.local.FreePorts;
import io.headroom.local.Home;
import io.headroom.local.Refused;
import io.headroom.local.identity.Secrets;
import io.headroom.local.process.LocalProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Against the real nats-server: one that is there, believes us and has what is needed will do, and no other.
class ExternalNatsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void a_server_will_do_that_believes_us_and_another_homes_does_not() throws Exception {
        var ours = home("ours");
        var secrets = Secrets.of(ours, "local", Clock.systemUTC());
        var others = Secrets.of(home("others"), "local", Clock.systemUTC());
        var trust = NatsTrust.write(ours, secrets.nats());
        var program = new NatsBinary(System.getenv(), ours.tools(), _ -> {}).find();
        var nats = LocalNats.prepare(ours, FreePorts.one(), program, secrets.nats());
        var server = LocalProcess.start(nats.launch());
        try {
            assertThat(nats.ready(SOON)).isPresent();

            assertThat(ExternalNats.check(nats.url(), secrets.natsOnlooker(), trust))
                    .isEqualTo(nats.version());
            assertThatThrownBy(() -> ExternalNats.check(nats.url(), others.natsOnlooker(), trust))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("does not know this Headroom")
                    .hasMessageContaining(trust.toString());
        } finally {
            server.stop(SOON);
        }
    }

    @Test
    void nobody_there_is_one_line() throws Exception {
        var secrets = Secrets.of(home("ours"), "local", Clock.systemUTC());
        var url = "nats://127.0.0.1:" + FreePorts.one();

        assertThatThrownBy(() -> ExternalNats.check(url, secrets.natsOnlooker(), folder))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("NATS at " + url + " does not answer");
    }

    private Home home(String name) {
        return new Home(folder.resolve(name), Path.of("target", "tools"));
    }
}
