package io.headroom.provisioning.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
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
import io.headroom.platform.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What a step that was not taken would have cost and saved.
class AdvisedTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final NodeReason WHY = new NodeReason.ForMinimum("pool", 1);

    @Test
    void a_bought_node_costs_its_price_from_the_advice_to_its_end() {
        Advised bought = Advised.bought(paper(0, null), NOON);
        assertThat(bought.cost(NOON.plus(Duration.ofHours(3)))).isEqualTo(Money.of("6"));
        Advised ended = bought.ended(NOON.plus(Duration.ofHours(1)), WHY);
        assertThat(ended.cost(NOON.plus(Duration.ofHours(3)))).isEqualTo(Money.of("2"));
    }

    @Test
    void it_saves_the_waiting_that_it_held_since_it_was_last_looked_at() {
        Advised bought = Advised.bought(paper(0, null), NOON);
        Advised up = bought.lived(paper(3000, null), Duration.ofHours(1), 6);
        assertThat(up.waitingGpuHours()).as("until now it held nothing").isZero();
        Advised later = up.lived(paper(0, NOON), Duration.ofMinutes(20), 0.6);
        assertThat(later.waitingGpuHours()).isCloseTo(1, within(1e-9));
        assertThat(later.waitingSaved()).isEqualTo(Money.of("0.6"));
        assertThat(later.lived(paper(0, NOON), Duration.ofHours(9), 6).waitingGpuHours())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void it_comes_back_from_its_row_as_it_was() {
        Advised one = Advised.bought(paper(3000, null), NOON).ended(NOON.plusSeconds(5), WHY);
        assertThat(Rows.read(Rows.json(one), Advised.class)).isEqualTo(one);
    }

    private static PaperNode paper(int usedMilliGpu, @Nullable Instant idleSince) {
        Node node =
                new Node(
                        new NodeId(new UUID(0, 1)),
                        0,
                        "pool",
                        ProviderKind.AWS,
                        "us-east-1",
                        "us-east-1a",
                        CapacityType.ON_DEMAND,
                        "default",
                        "research",
                        "production",
                        new NodeTemplate("g6.12xlarge", GpuModel.L4, 4, 48_000, 196_608),
                        NodeState.READY,
                        NOON,
                        null,
                        Money.of("2"),
                        Money.of("2"),
                        NOON,
                        null,
                        Map.of());
        return new PaperNode(node, "", WHY, NOON, usedMilliGpu, idleSince);
    }
}
