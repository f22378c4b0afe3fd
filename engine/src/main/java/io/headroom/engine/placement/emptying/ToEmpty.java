package io.headroom.engine.placement.emptying;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;

/// Nodes that would go if what runs on them could move.
///
/// @param asked not answered yet
/// @param underWay what earlier plans decided and is not done yet
/// @param lately workloads that were moved so short a time ago that they are left in peace
public record ToEmpty(List<Asked> asked, List<Emptying> underWay, List<WorkloadId> lately) {

    public static final ToEmpty NOTHING = new ToEmpty(List.of(), List.of(), List.of());

    /// Whether it may go is asked.
    ///
    /// @param nodeVersion what the question was decided on
    /// @param perHour what an hour less of it saves
    /// @param within for how long it would be kept at most
    /// @param factor how many times the saving has to be of the loss
    public record Asked(
            NodeId node,
            long nodeVersion,
            Money perHour,
            Duration within,
            double factor,
            Instant boughtAt) {}

    public ToEmpty {
        asked = asked.stream().sorted(Comparator.comparing(Asked::node)).toList();
        underWay = underWay.stream().sorted(Comparator.comparing(Emptying::node)).toList();
        lately = lately.stream().sorted().toList();
    }

    public boolean isUnderWay(NodeId node) {
        return underWay.stream().anyMatch(emptying -> emptying.node().equals(node));
    }

    /// The same where nobody asks for these any more.
    public ToEmpty without(List<NodeId> nodes) {
        return new ToEmpty(
                asked.stream().filter(one -> !nodes.contains(one.node())).toList(),
                underWay.stream().filter(one -> !nodes.contains(one.node())).toList(),
                lately);
    }
}
