package io.headroom.provisioning.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.engine.scaling.PaperNode;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.platform.database.Transactions;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

/// Advice is held against what then happened.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class AdviceScoredTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final NodeReason IDLE = new NodeReason.Progress("nothing is foreseen");

    @Inject Transactions transactions;
    @Inject AdviceRows rows;

    private static Instant after(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    private static Node node() {
        return new Node(
                new NodeId(UUID.randomUUID()),
                0,
                "scored",
                ProviderKind.AWS,
                "us-east-1",
                "us-east-1a",
                CapacityType.ON_DEMAND,
                "default",
                "",
                "",
                new NodeTemplate("g6.12xlarge", GpuModel.L4, 4, 48_000, 196_608),
                NodeState.READY,
                NOON,
                null,
                Money.of("2"),
                Money.of("2"),
                NOON,
                null,
                Map.of());
    }

    private static Advised bought() {
        return Advised.bought(paper(0), NOON);
    }

    /// One that holds what waits for an hour.
    private static Advised held() {
        Duration hour = Duration.ofHours(1);
        return bought().lived(paper(4000), hour, 6).lived(paper(0), hour, 0.5);
    }

    private static PaperNode paper(int usedMilliGpu) {
        return new PaperNode(node(), "", IDLE, NOON, usedMilliGpu, null);
    }

    private static Advised returned() {
        NodeFact idle = new NodeFact(node(), 1, "", 0, NOON, false);
        return Advised.released(UUID.randomUUID(), idle, IDLE, NOON);
    }

    @Test
    void what_was_needed_in_vain_and_regretted_is_counted() {
        NodeReason again = new NodeReason.Progress(Advised.OF_USE_AGAIN);
        List<Advised> all =
                List.of(
                        held(),
                        bought().ended(after(30), IDLE),
                        bought().ended(after(60), IDLE),
                        bought().ended(after(60), new NodeReason.PoolChange("scored")),
                        bought(),
                        returned().ended(after(20), again),
                        returned().ended(after(90), again),
                        returned().ended(after(20), new NodeReason.Progress("it is gone")),
                        returned());
        AdviceTotals totals =
                transactions
                        .asService(
                                session ->
                                        rows.put(session, all)
                                                .chain(
                                                        () ->
                                                                rows.totals(
                                                                        session,
                                                                        List.of("scored"),
                                                                        after(120))))
                        .await()
                        .atMost(SOON)
                        .get("scored");
        assertThat(totals)
                .isNotNull()
                .extracting(
                        AdviceTotals::bought,
                        AdviceTotals::needed,
                        AdviceTotals::inVain,
                        AdviceTotals::costInVain,
                        AdviceTotals::returned,
                        AdviceTotals::regretted,
                        // Four GPU-hours that waited at half a dollar each.
                        AdviceTotals::waitingSaved)
                .containsExactly(5, 1, 2, Money.of("3.00"), 4, 1, Money.of("2"));
    }
}
