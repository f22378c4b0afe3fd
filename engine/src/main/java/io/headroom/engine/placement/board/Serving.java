package io.headroom.engine.placement.board;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;

/// Keeps `online-inference`, which answers while somebody waits, away from what would disturb it: none of it comes onto a node that is disturbed, and
/// nothing at all onto one where some of it stands already. It says so of the fleet as the plan found it: what leaves meanwhile changes nothing.
public final class Serving {

    /// What a workload needs of its neighbours.
    public enum Need {
        NONE,
        QUIET
    }

    /// How quiet a node is.
    enum Quiet {
        QUIET,
        DISTURBED,
        /// And something answers there while somebody waits.
        DISTURBED_AND_SERVING;

        boolean isEnoughFor(Need need) {
            return this == QUIET || (this == DISTURBED && need == Need.NONE);
        }
    }

    private final Set<NodeId> disturbed = new LinkedHashSet<>();
    private final Set<NodeId> also = new LinkedHashSet<>();

    /// @param running who holds places, with their classes
    public Serving(List<Node> nodes, List<Running> running) {
        Set<WorkloadId> online = new LinkedHashSet<>();
        running.stream()
                .filter(one -> one.workloadClass() == WorkloadClass.ONLINE_INFERENCE)
                .forEach(one -> online.add(one.id()));
        for (Node node : nodes) {
            if (node.disturbed()) {
                disturbed.add(node.id());
                if (node.holds().stream().anyMatch(hold -> online.contains(hold.workload()))) {
                    also.add(node.id());
                }
            }
        }
    }

    public static Need need(Waiting waiting) {
        return waiting.workloadClass() == WorkloadClass.ONLINE_INFERENCE ? Need.QUIET : Need.NONE;
    }

    Quiet quiet(Node node) {
        if (!disturbed.contains(node.id())) {
            return Quiet.QUIET;
        }
        return also.contains(node.id()) ? Quiet.DISTURBED_AND_SERVING : Quiet.DISTURBED;
    }

    /// Whether the node may take it.
    public boolean lets(Node node, Waiting waiting) {
        return quiet(node).isEnoughFor(need(waiting));
    }
}
