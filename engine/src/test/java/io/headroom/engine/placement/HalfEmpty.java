package io.headroom.engine.placement;

import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.engine.placement.emptying.EmptyingPlan.Why;
import io.headroom.engine.placement.emptying.ToEmpty;
import io.headroom.engine.placement.emptying.ToEmpty.Asked;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static io.headroom.engine.placement.Scattered.HOUR;
import static io.headroom.engine.placement.Scattered.TEN_MINUTES;
import static io.headroom.engine.placement.Scattered.moving;
import static io.headroom.engine.placement.Scattered.small;
import static org.assertj.core.api.Assertions.assertThat;

/// Two nodes of which one would do, and the question whether the first may be emptied.
final class HalfEmpty {

    private HalfEmpty() {}

    static final NodeId FIRST = NodeBuilder.idOf("node-1");
    static final NodeId SECOND = NodeBuilder.idOf("node-2");
    static final NodeId THIRD = NodeBuilder.idOf("node-3");

    static WorkloadBuilder five() {
        return aWorkload().needing(5).named("b");
    }

    /// Two GPUs in use on the first node, five on the second.
    static Fleet fleet(WorkloadBuilder first) {
        return aFleet().with(nodes().holding(first, 0, 1))
                .with(nodes().holding(five(), 0, 1, 2, 3, 4))
                .build();
    }

    static Asked asked(NodeId node, String perHour) {
        return new Asked(node, 7, Money.of(perHour), HOUR, 1.5, NOON.minus(HOUR));
    }

    static PlacementFacts facts(Fleet fleet, Queue queue, Asked... asked) {
        return PlacementFacts.of(fleet, queue)
                .withRunning(
                        List.of(
                                small("a").since(HOUR, TEN_MINUTES),
                                five().since(HOUR, TEN_MINUTES)))
                .withEmptying(new ToEmpty(List.of(asked), List.of(), List.of()));
    }

    static PlacementFacts usual() {
        return facts(fleet(small("a")), queueOf(), asked(FIRST, "20"));
    }

    static PlacementPlan plan(PlacementFacts facts) {
        return PlacementPlanner.plan(facts, moving(4), NOON);
    }

    static Why whyNot(PlacementFacts facts) {
        EmptyingPlan plan = plan(facts).emptying();
        assertThat(plan.underWay()).isEmpty();
        return plan.stays().getFirst().why();
    }

    static PlacementFacts underWay(PlacementFacts before, Emptying decided) {
        return before.withEmptying(
                new ToEmpty(List.of(asked(FIRST, "20")), List.of(decided), List.of()));
    }
}
