package io.headroom.provisioning.provider.redfish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.Reach;
import io.headroom.provisioning.provider.Seen;
import io.headroom.provisioning.provider.Target;
import io.headroom.provisioning.provider.endpoint.Endpoints;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Controllers that know nothing of Headroom, and that die or lose answers in the middle.
class RedfishProviderTest {

    private static final NodeId NODE = NodeId.of("0f9e8d7c-6b5a-5c3d-8e1f-0a1b2c3d4e5f");
    private static final NodeId OTHER = NodeId.of("1f9e8d7c-6b5a-5c3d-8e1f-0a1b2c3d4e5f");
    private static final String TAG = "headroom/local/" + NODE;

    private final Map<String, Claims.Claim> claimed = new HashMap<>();
    private StrictController controller;
    private RedfishProvider provider;

    @BeforeEach
    void start() throws IOException {
        controller = new StrictController("1");
        provider = provider();
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void a_controller_that_keeps_neither_tag_nor_user_data_is_switched_on_all_the_same() {
        assertThat(provider.launch(attempt(NODE)).providerId()).isEqualTo(controller.url());
        assertThat(controller.power("1")).isEqualTo("On");
        assertThat(find(NODE)).isEqualTo(Seen.State.RUNNING);
        assertThat(controller.calls).containsExactly("PATCH Oem", "PATCH AssetTag", "POST On");
        provider.terminate(target(NODE));
        assertThat(controller.power("1")).isEqualTo("Off");
        assertThat(find(NODE)).isEqualTo(Seen.State.GONE);
        controller.calls.clear();
        var _ = provider.launch(attempt(OTHER));
        assertThat(controller.calls).as("what it refused is remembered").containsExactly("POST On");
    }

    @Test
    void a_controller_that_takes_them_gets_tag_and_user_data() {
        controller.takes("AssetTag");
        controller.takes("Oem");
        var _ = provider.launch(attempt(NODE));
        assertThat(controller.system("1").path("AssetTag").asText()).isEqualTo(TAG);
        assertThat(controller.system("1").at("/Oem/Headroom/UserData").asText()).isEqualTo("{}");
        provider.terminate(target(NODE));
        assertThat(controller.power("1")).isEqualTo("Off");
        assertThat(controller.system("1").path("AssetTag").asText()).as("taken away").isEmpty();
    }

    @Test
    void a_machine_that_somebody_else_switched_on_is_never_touched() {
        controller.power("1", "On");
        assertThat(launchFails(NODE).failure().kind()).isEqualTo("no-capacity");
        assertThat(launchFails(NODE).failure().kind()).isEqualTo("no-capacity");
        provider.terminate(target(NODE));
        assertThat(provider.tagged(reach())).isEmpty();
        assertThat(controller.calls).isEmpty();
        assertThat(controller.power("1")).isEqualTo("On");
    }

    @Test
    void whoever_comes_after_a_crash_knows_the_machine_that_was_switched_on() {
        controller.loseAnswers();
        assertThat(launchFails(NODE).failure().settles()).isFalse();
        controller.answerAgain();
        provider = provider();
        assertThat(provider.tagged(reach()))
                .singleElement()
                .satisfies(seen -> assertThat(seen.node()).contains(NODE));
        controller.calls.clear();
        assertThat(provider.launch(attempt(NODE)).providerId()).isEqualTo(controller.url());
        assertThat(launchFails(OTHER).failure().kind()).isEqualTo("no-capacity");
        provider.terminate(target(OTHER));
        assertThat(controller.calls).isEmpty();
    }

    @Test
    void a_machine_that_was_off_for_long_is_nobodys_when_it_is_on_again() {
        var _ = provider.launch(attempt(NODE));
        controller.power("1", "Off");
        claimed.replaceAll((_, c) -> new Claims.Claim(c.node(), Instant.now().minusSeconds(600)));
        assertThat(provider.tagged(reach())).isEmpty();
        controller.power("1", "On");
        assertThat(provider.tagged(reach())).isEmpty();
        provider.terminate(target(NODE));
        assertThat(controller.power("1")).isEqualTo("On");
    }

    @Test
    void a_switch_that_is_refused_leaves_no_claim() {
        ((ObjectNode) controller.system("1").path("Actions")).removeAll();
        assertThat(launchFails(NODE).failure().kind()).isEqualTo("denied");
        assertThat(claimed).isEmpty();
    }

    @Test
    void of_several_systems_the_address_must_name_one() throws IOException {
        try (StrictController two = new StrictController("1", "2")) {
            assertThat(launchFails(attempt(NODE, two.url())).getMessage()).contains("2 systems");
            String second = two.url() + "/redfish/v1/Systems/2";
            assertThat(provider.launch(attempt(NODE, second)).providerId()).isEqualTo(second);
            assertThat(two.power("1")).isEqualTo("Off");
            assertThat(two.power("2")).isEqualTo("On");
        }
    }

    @Test
    void what_the_declaration_leaves_out_the_controller_shows() throws IOException {
        NodeTemplate template = provider.templates(pool("")).getFirst();
        assertThat(template.cpuMillis()).isEqualTo(96_000);
        assertThat(template.memoryMib()).isEqualTo(512 * 1024);
        assertThat(template.instanceType()).startsWith("127.0.0.1-");
        assertThat(provider.templates(pool("\"cpuMillis\":8000,")).getFirst().cpuMillis())
                .isEqualTo(8000);
        controller.system("1").remove("MemorySummary");
        PoolSpec untold = pool("");
        assertThat(catchThrowableOfType(ProviderException.class, () -> provider.templates(untold)))
                .hasMessageContaining("memoryMib")
                .hasMessageContaining("is required");
    }

    private PoolSpec pool(String more) throws IOException {
        String spec =
                "{\"provider\":\"redfish\",\"max\":1,\"machines\":[{%s\"address\":\"%s\",\"gpus\":8,\"gpuModel\":\"H100\"}]}"
                        .formatted(more, controller.url());
        return HeadroomJson.tolerant().readValue(spec, PoolSpec.class);
    }

    private ProviderException launchFails(NodeId node) {
        return launchFails(attempt(node));
    }

    private ProviderException launchFails(LaunchAttempt attempt) {
        ProviderException failure =
                catchThrowableOfType(ProviderException.class, () -> provider.launch(attempt));
        assertThat(failure).isNotNull();
        return failure;
    }

    private Seen.State find(NodeId node) {
        return provider.find(target(node)).orElseThrow().state();
    }

    private Target target(NodeId node) {
        return new Target(node, controller.url(), "", "r1", "");
    }

    private Reach reach() {
        return Reach.of(List.of(), List.of(new Reach.Place("", "r1", controller.url(), "")));
    }

    private LaunchAttempt attempt(NodeId node) {
        return attempt(node, controller.url());
    }

    private static LaunchAttempt attempt(NodeId node, String address) {
        return new LaunchAttempt(
                node,
                1,
                "token-1",
                ProviderKind.REDFISH,
                "pool",
                "",
                "r1",
                "m-1",
                CapacityType.ON_DEMAND,
                Money.of("1.25"),
                address,
                "",
                Map.of(),
                "{}",
                Instant.EPOCH,
                null,
                null);
    }

    /// A new one, as after a crash: only the claims are left.
    private RedfishProvider provider() {
        ProviderSettings settings =
                new SmallRyeConfigBuilder()
                        .withMapping(ProviderSettings.class)
                        .withConverter(Duration.class, 100, new DurationConverter())
                        .withConverter(Path.class, 100, Path::of)
                        .build()
                        .getConfigMapping(ProviderSettings.class);
        RedfishHttp http = new RedfishHttp(settings, new Endpoints(Optional.empty()));
        Holders holders = new Holders(new Kept(), VirtualClock.real(), "local");
        return new RedfishProvider(http, new Controllers(http), holders);
    }

    /// Outlives the process, as rows do.
    private final class Kept implements Claims {
        @Override
        public Optional<Claim> find(String system) {
            return Optional.ofNullable(claimed.get(system));
        }

        @Override
        public void put(String system, Claim claim) {
            claimed.put(system, claim);
        }

        @Override
        public void drop(String system, NodeId node) {
            find(system).filter(c -> c.node().equals(node)).ifPresent(_ -> claimed.remove(system));
        }
    }
}
