package io.headroom.provisioning.agent;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.Pressure;
import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.node.Disturbance;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.change.ChangeQueue;
import io.headroom.provisioning.node.NodeRow;

/// Tells the cell when what runs on a node begins to wait for its neighbours, and when it does no longer; not what is measured in between.
@Singleton
final class Disturbances {

    private final ChangeQueue queue;
    private final DisturbanceSettings settings;
    private final InstantSource clock;

    @Inject
    Disturbances(ChangeQueue queue, DisturbanceSettings settings, InstantSource clock) {
        this.queue = queue;
        this.settings = settings;
        this.clock = clock;
    }

    /// Compares what its agent said last with what is known of the node. One that says nothing at all stays as it was.
    void compare(NodeRow row, @Nullable Telemetry said) {
        if (said != null && changed(row, said.pressure()).isPresent()) {
            queue.add(row.id(), now -> changed(now, said.pressure()));
        }
    }

    /// A machine that does not count what waits is not disturbed.
    private Optional<NodeRow> changed(NodeRow row, @Nullable Pressure pressure) {
        // While it is asked whether it may go, its reason is why it would go.
        if (row.state() != NodeState.READY || row.releaseAsked() != null) {
            return Optional.empty();
        }
        Pressure felt = pressure == null ? Pressure.NONE : pressure;
        Disturbance known = row.node().disturbance();
        if (known == null) {
            return felt.percent() >= settings.above()
                    ? Optional.of(disturbed(row, felt))
                    : Optional.empty();
        }
        return felt.percent() < settings.below()
                ? Optional.of(
                        row.with(
                                row.node().disturbed(null),
                                new NodeReason.Undisturbed(known.since())))
                : Optional.empty();
    }

    private NodeRow disturbed(NodeRow row, Pressure felt) {
        Instant now = clock.instant();
        Disturbance disturbance = new Disturbance(felt.worst(), felt.percent(), now);
        return row.with(row.node().disturbed(disturbance), new NodeReason.Disturbed(disturbance));
    }
}
