package io.headroom.local.nats;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.nats.client.AuthHandler;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.Republish;
import io.nats.client.api.StorageType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.local.FreePorts;
import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.identity.Secrets;
import io.headroom.local.process.LocalProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Against the real nats-server: who may say and hear what.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NatsPermissionsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MINE = "0c5a0a52-93a5-4c70-9d0f-000000000001";
    private static final String OTHERS = "0c5a0a52-93a5-4c70-9d0f-000000000002";

    @TempDir static Path folder;

    private Home home = Home.at(Path.of("target", "home"));
    private @Nullable Secrets secrets;
    private @Nullable LocalNats nats;
    private @Nullable LocalProcess server;

    @BeforeAll
    void start() throws Exception {
        home = new Home(folder.resolve("home"), Path.of("target", "tools"));
        var made = Secrets.of(home, "local", Clock.systemUTC());
        var program = new NatsBinary(System.getenv(), home.tools(), _ -> {}).find();
        var prepared = LocalNats.prepare(home, FreePorts.one(), program, made.nats());
        secrets = made;
        nats = prepared;
        server = LocalProcess.start(prepared.launch());
        assertThat(prepared.ready(SOON))
                .hasValueSatisfying(s -> assertThat(s.jetStream()).isTrue());
        makeBuckets();
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (server != null) {
            server.stop(SOON);
        }
    }

    @Test
    void an_agent_hears_its_own_desired_state_alone() throws Exception {
        try (var placement = service(LocalService.PLACEMENT);
                var agent = agent(MINE)) {
            var heard = new LinkedBlockingQueue<String>();
            agent.hear("headroom.kv.desired.local." + MINE, heard);
            agent.flush();

            placement.connection.keyValue("desired").put("local." + OTHERS, "not for you");
            placement.connection.keyValue("desired").put("local." + MINE, "for you");

            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("for you");
            assertThat(agent.errors).isEmpty();
        }
    }

    @Test
    void an_agent_reads_its_own_key_and_no_other() throws Exception {
        try (var placement = service(LocalService.PLACEMENT);
                var agent = agent(MINE)) {
            placement.connection.keyValue("desired").put("local." + MINE, "mine");
            placement.connection.keyValue("desired").put("local." + OTHERS, "theirs");
            var direct = "$JS.API.DIRECT.GET.KV_desired.$KV.desired.local.";

            var mine =
                    Objects.requireNonNull(
                            agent.connection.request(direct + MINE, new byte[0], SOON));
            assertThat(new String(mine.getData(), StandardCharsets.UTF_8)).isEqualTo("mine");

            agent.connection.publish(direct + OTHERS, "_INBOX." + MINE + ".x", new byte[0]);
            agent.refusedToPublish(direct + OTHERS);
        }
    }

    @Test
    void an_agent_cannot_subscribe_to_what_is_another_nodes() throws Exception {
        for (var subject :
                new String[] {
                    "headroom.kv.desired.local." + OTHERS,
                    "headroom.kv.lease.local." + OTHERS,
                    "headroom.kv.desired.>",
                    "headroom.local.agent.*." + OTHERS,
                    "_INBOX." + OTHERS + ".>",
                    "headroom.>",
                    ">"
                }) {
            try (var agent = agent(MINE)) {
                agent.hear(subject, new LinkedBlockingQueue<>());
                agent.refusedToSubscribe(subject);
            }
        }
    }

    @Test
    void an_agent_cannot_pretend_to_be_another_node_nor_touch_jetstream() throws Exception {
        for (var subject :
                new String[] {
                    "headroom.local.agent.heartbeat." + OTHERS,
                    "headroom.local.placement.workload-submitted.x",
                    "$KV.desired.local." + MINE,
                    "$JS.API.CONSUMER.CREATE.KV_desired",
                    "$JS.API.STREAM.INFO.KV_desired"
                }) {
            try (var agent = agent(MINE)) {
                agent.connection.publish(subject, new byte[0]);
                agent.refusedToPublish(subject);
            }
        }
    }

    @Test
    void services_hear_an_agents_heartbeat() throws Exception {
        try (var provisioning = service(LocalService.PROVISIONING);
                var agent = agent(MINE)) {
            var heard = new LinkedBlockingQueue<String>();
            provisioning.hear("headroom.local.agent.heartbeat.*", heard);
            provisioning.flush();

            agent.connection.publish("headroom.local.agent.heartbeat." + MINE, bytes("alive"));

            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("alive");
        }
    }

    @Test
    void demand_forecast_hears_what_agents_measure_and_cannot_say_it() throws Exception {
        var subject = "headroom.local.agent.telemetry." + MINE;
        try (var forecast = service(LocalService.DEMAND_FORECAST);
                var agent = agent(MINE)) {
            var heard = new LinkedBlockingQueue<String>();
            forecast.hear("headroom.local.agent.telemetry.*", heard);
            forecast.flush();

            agent.connection.publish(subject, bytes("measured"));
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("measured");

            forecast.connection.publish(subject, bytes("made up"));
            forecast.refusedToPublish(subject);
        }
    }

    @Test
    void a_service_says_only_what_is_its_own() throws Exception {
        try (var cost = service(LocalService.COST)) {
            cost.connection.publish("headroom.local.placement.workload-submitted.x", new byte[0]);
            cost.refusedToPublish("headroom.local.placement.workload-submitted.x");
        }
        try (var cost = service(LocalService.COST)) {
            cost.connection.publish("$KV.desired.local." + MINE, new byte[0]);
            cost.refusedToPublish("$KV.desired.local." + MINE);
        }
    }

    @Test
    void who_has_no_credentials_does_not_get_in() {
        var options = Options.builder().server(started().url()).maxReconnects(0).build();

        assertThatThrownBy(() -> Nats.connect(options)).isInstanceOf(IOException.class);
    }

    @Test
    void who_is_slow_to_say_who_it_is_is_waited_for() throws Exception {
        var address = URI.create(started().url());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(3_000); // longer than a nats-server waits by itself
            var said = socket.getInputStream();
            while (said.read() != '\n') {
                // its greeting
            }

            assertThatThrownBy(said::read).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private void makeBuckets() throws IOException, InterruptedException, JetStreamApiException {
        try (var placement = service(LocalService.PLACEMENT)) {
            for (var bucket : new String[] {"desired", "lease"}) {
                placement
                        .connection
                        .keyValueManagement()
                        .create(
                                KeyValueConfiguration.builder()
                                        .name(bucket)
                                        .storageType(StorageType.File)
                                        .republish(
                                                Republish.builder()
                                                        .source("$KV." + bucket + ".>")
                                                        .destination("headroom.kv." + bucket + ".>")
                                                        .build())
                                        .build());
            }
        }
    }

    private Client service(LocalService service) throws IOException, InterruptedException {
        var credentials = owner().natsCredentials(service).toString();
        return new Client(started().url(), service.processName(), Nats.credentials(credentials));
    }

    private Client agent(String node) throws IOException, InterruptedException {
        var key = NatsKeys.fresh(NatsKeys.Kind.USER);
        var jwt =
                owner().nats()
                        .agentJwt(
                                NatsKeys.publicKey(key),
                                node,
                                NatsPermissions.agent("local", node));
        return new Client(started().url(), node, credentials(jwt, key));
    }

    private static AuthHandler credentials(String jwt, NKey key) {
        return Nats.staticCredentials(jwt.toCharArray(), key.getSeed());
    }

    private Secrets owner() {
        return Objects.requireNonNull(secrets);
    }

    private LocalNats started() {
        return Objects.requireNonNull(nats);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A connection that remembers what it was refused.
    private static final class Client implements ErrorListener, AutoCloseable {
        private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
        private final Connection connection;

        Client(String url, String user, AuthHandler credentials)
                throws IOException, InterruptedException {
            connection =
                    Nats.connect(
                            Options.builder()
                                    .server(url)
                                    .authHandler(credentials)
                                    .inboxPrefix("_INBOX." + user + ".")
                                    .maxReconnects(0)
                                    .errorListener(this)
                                    .build());
        }

        @Override
        public void errorOccurred(Connection connection, String error) {
            errors.add(error);
        }

        void hear(String subject, BlockingQueue<String> into) {
            connection
                    .createDispatcher(
                            message ->
                                    into.add(new String(message.getData(), StandardCharsets.UTF_8)))
                    .subscribe(subject);
        }

        void flush() throws Exception {
            connection.flush(SOON);
        }

        void refusedToSubscribe(String subject) throws InterruptedException {
            assertThat(errors.poll(60, TimeUnit.SECONDS))
                    .isNotNull()
                    .containsIgnoringCase("permissions violation for subscription")
                    .contains(subject);
        }

        void refusedToPublish(String subject) throws InterruptedException {
            assertThat(errors.poll(60, TimeUnit.SECONDS))
                    .isNotNull()
                    .containsIgnoringCase("permissions violation for publish")
                    .contains(subject);
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
