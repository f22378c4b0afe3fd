package io.headroom.provisioning.node;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.Launched;
import io.headroom.provisioning.provider.ProviderFailure;

import static org.assertj.core.api.Assertions.assertThat;

/// Which ways there are from one state of a node to another.
public class LifecycleTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final NodeReason WHY = new NodeReason.Operator("olga");

    @Test
    void a_node_comes_to_life_step_by_step_and_keeps_when() {
        NodeRow launching = new Lifecycle.Requested(in(NodeState.REQUESTED)).launching(NOON).row();
        NodeRow booting =
                new Lifecycle.Launching(launching)
                        .booting("i-1", NOON.plusSeconds(1), NOON.plusSeconds(9))
                        .row();
        NodeRow ready = new Lifecycle.Booting(booting).ready("10.0.0.7", LATER).row();
        assertThat(ready.state()).isEqualTo(NodeState.READY);
        assertThat(ready.node().providerId()).isEqualTo("i-1");
        assertThat(ready.node().launchedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(ready.stages().granted()).isEqualTo(NOON);
        assertThat(ready.stages().ready()).isEqualTo(LATER);
        assertThat(ready.node().address()).isEqualTo("10.0.0.7");
        assertThat(ready.node().since()).isEqualTo(LATER);
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "-5, 0", "99, 60", ", 60"})
    void a_machine_is_charged_from_when_its_provider_had_it(@Nullable Integer told, int charged) {
        NodeRow launching = new Lifecycle.Requested(in(NodeState.REQUESTED)).launching(NOON).row();
        Instant since = told == null ? null : NOON.plusSeconds(told);

        Optional<NodeRow> booting = Paid.started(launching, new Launched("i-1", since), LATER);

        assertThat(booting)
                .get()
                .extracting(row -> row.node().launchedAt())
                .isEqualTo(NOON.plusSeconds(charged));
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUESTED", "LAUNCHING"})
    void an_attempt_under_way_is_not_called_off_but_remembered_to_end(NodeState state) {
        Optional<NodeRow> row = Ends.terminate(WHY, NOON).of(in(state));
        assertThat(row).get().extracting(NodeRow::state).isEqualTo(state);
        assertThat(row).get().extracting(NodeRow::endWanted).isEqualTo(WHY);
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOTING", "READY", "WARM", "DRAINING"})
    void what_costs_can_always_be_ended(NodeState state) {
        assertThat(Ends.terminate(WHY, NOON).of(in(state)))
                .get()
                .extracting(NodeRow::state)
                .isEqualTo(NodeState.TERMINATING);
    }

    @ParameterizedTest
    @EnumSource(names = {"TERMINATING", "TERMINATED", "FAILED"})
    void there_is_no_way_back_from_the_end(NodeState state) {
        assertThat(Ends.terminate(WHY, NOON).of(in(state))).isEmpty();
        assertThat(Ends.drain(LATER, WHY, NOON).of(in(state))).isEmpty();
    }

    @Test
    void a_drain_may_become_more_urgent_and_never_less() {
        NodeRow draining = Ends.drain(LATER, WHY, NOON).of(in(NodeState.READY)).orElseThrow();
        assertThat(draining.node().drainBy()).isEqualTo(LATER);
        assertThat(Ends.drain(LATER.plusSeconds(1), WHY, NOON).of(draining)).isEmpty();
        assertThat(Ends.drain(NOON, WHY, NOON).of(draining))
                .get()
                .satisfies(r -> assertThat(r.node().drainBy()).isEqualTo(NOON));
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUESTED", "LAUNCHING", "TERMINATED", "FAILED"})
    void what_its_provider_never_had_cannot_vanish_there(NodeState state) {
        assertThat(Ends.gone(WHY, NOON).of(in(state))).isEmpty();
    }

    @Test
    void a_node_that_is_let_go_to_be_stopped_is_warm_once_that_is_confirmed() {
        NodeRow asked = in(NodeState.READY, "i-1").askedToStop(WHY, NOON, Money.of("0.01"));
        NodeRow stopping = Ends.released(WHY, NOON, LATER).of(asked).orElseThrow();
        assertThat(stopping.state()).isEqualTo(NodeState.DRAINING);
        assertThat(stopping.node().drainBy()).isEqualTo(LATER);
        NodeRow warm = ((Lifecycle.Stopping) Lifecycle.of(stopping)).warm(LATER).row();
        assertThat(warm.state()).isEqualTo(NodeState.WARM);
        assertThat(warm.node().pricePerHour()).isEqualTo(Money.of("0.01"));
        assertThat(warm.wasWoken()).isFalse();
    }

    @Test
    void one_that_is_drained_meanwhile_is_not_stopped_under_its_replicas() {
        NodeRow asked = in(NodeState.READY, "i-1").askedToStop(WHY, NOON, Money.of("0.01"));
        NodeRow drained = Ends.drain(LATER, WHY, NOON).of(asked).orElseThrow();
        assertThat(Lifecycle.of(drained)).isInstanceOf(Lifecycle.Draining.class);
        NodeRow ended =
                Ends.released(WHY, NOON, LATER).of(asked.askedToGo(WHY, NOON)).orElseThrow();
        assertThat(ended.state()).isEqualTo(NodeState.TERMINATING);
    }

    /// It has a machine: it must not be forgotten as one that never was.
    @ParameterizedTest
    @EnumSource(names = {"REQUESTED", "LAUNCHING"})
    void a_wake_that_comes_to_nothing_leaves_a_stopped_node(NodeState state) {
        NodeRow row = in(state, "i-1");
        NodeRow back =
                state == NodeState.REQUESTED
                        ? Paid.denied(row, WHY, LATER).orElseThrow()
                        : Paid.refused(row, new ProviderFailure.NoCapacity("none"), LATER)
                                .orElseThrow();
        assertThat(back.state()).isEqualTo(NodeState.WARM);
        assertThat(back.endWanted()).isNull();
        assertThat(Ends.terminate(WHY, NOON).of(row).orElseThrow().endWanted()).isEqualTo(WHY);
        assertThat(
                        Paid.refused(
                                in(NodeState.LAUNCHING, "i-1"),
                                new ProviderFailure.Denied("no"),
                                LATER))
                .get()
                .extracting(NodeRow::endWanted)
                .isNotNull();
    }

    public static NodeRow in(NodeState state) {
        return in(state, null);
    }

    private static NodeRow in(NodeState state, @Nullable String providerId) {
        Node node =
                new Node(
                        new NodeId(new UUID(0, 1)),
                        1,
                        "pool",
                        ProviderKind.AWS,
                        "us-east-1",
                        "us-east-1a",
                        CapacityType.ON_DEMAND,
                        "default",
                        "research",
                        "production",
                        new NodeTemplate("g6.xlarge", GpuModel.L4, 1, 4_000, 16_384),
                        state,
                        NOON.minusSeconds(60),
                        providerId,
                        Money.of("1"),
                        Money.of("1"),
                        null,
                        null,
                        Map.of());
        return new NodeRow(
                node,
                WHY,
                NOON,
                1,
                new PurchaseId(new UUID(0, 2)),
                "",
                "",
                "",
                1,
                Stages.begun(NOON),
                null,
                null,
                1,
                null);
    }
}
