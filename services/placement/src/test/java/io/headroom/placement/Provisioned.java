package io.headroom.placement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.envelope.CloudEventHeaders;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventType;
import io.headroom.contracts.envelope.Subject;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.TestBed;

/// What provisioning would say.
final class Provisioned {

    private static final Duration SOON = Duration.ofSeconds(20);

    private Provisioned() {}

    /// A node of 8 H100 that anyone may use.
    static NodeId aNodeIsReady(String lane, ProviderKind provider, String zone) {
        NodeId id = new NodeId(UUID.randomUUID());
        aNodeIs(NodeState.READY, id, Instant.now().toEpochMilli(), lane, provider, zone, null);
        return id;
    }

    static void aNodeIs(
            NodeState state,
            NodeId id,
            long version,
            String lane,
            ProviderKind provider,
            String zone,
            @Nullable Instant launched) {
        Node node =
                new Node(
                        id,
                        version,
                        "pool",
                        provider,
                        "us-east-1",
                        zone,
                        CapacityType.ON_DEMAND,
                        lane,
                        "",
                        "",
                        new NodeTemplate("p5.48xlarge", GpuModel.H100, 8, 192_000, 2_097_152),
                        state,
                        Instant.now(),
                        null,
                        Money.of("55.04"),
                        Money.of("55.04"),
                        launched,
                        null,
                        Map.of());
        say(
                new NodeStateChanged(
                        node, NodeState.BOOTING, new NodeReason.ForShortfall("any", 1, "test")));
    }

    @SuppressWarnings("try") // an interrupt while closing ends the test as well
    static void say(Event event) {
        TestBed bed = TestBed.current();
        LocalService provisioning = LocalService.PROVISIONING;
        String id = UUID.randomUUID().toString();
        Headers headers =
                new Headers()
                        .add(CloudEventHeaders.ID, id)
                        .add(
                                CloudEventHeaders.TYPE,
                                EventType.of(event.getClass()).cloudEventType())
                        .add(CloudEventHeaders.SUBJECT, event.key())
                        .add(CloudEventHeaders.TIME, Instant.now().toString())
                        .add(CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1)
                        .add(CloudEventHeaders.MESSAGE_ID, id);
        String credentials = bed.secrets().natsCredentials(provisioning).toString();
        Options options =
                new Options.Builder()
                        .server(bed.nats().url())
                        .authHandler(Nats.credentials(credentials))
                        .inboxPrefix("_INBOX." + provisioning.processName() + ".")
                        .build();
        try (io.nats.client.Connection nats = Nats.connect(options)) {
            nats.publish(
                    Subject.of(new Cell(TestBed.CELL), event).toString(),
                    headers,
                    HeadroomJson.mapper()
                            .writeValueAsString(event)
                            .getBytes(StandardCharsets.UTF_8));
            nats.flush(SOON);
        } catch (IOException | InterruptedException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
