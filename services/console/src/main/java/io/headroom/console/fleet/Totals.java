package io.headroom.console.fleet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.PoolChanged;

/// Sums over nodes.
final class Totals {

    private final Map<NodeState, Integer> states = new TreeMap<>();
    private int gpus;
    private int ready;
    private int planned;
    private long usedMilli;
    private Money perHour = Money.ZERO;
    private Money worstPerHour = Money.ZERO;
    private String provider = "";
    private String lane = "";

    void add(NodeEntry entry, int used) {
        Node node = entry.node();
        states.merge(node.state(), 1, Integer::sum);
        gpus += node.gpus();
        if (node.state() == NodeState.READY) {
            ready += node.gpus();
        }
        if (node.state().isPlanned()) {
            planned += node.gpus();
        }
        usedMilli += used;
        if (entry.isCharged()) {
            perHour = perHour.plus(node.pricePerHour());
            worstPerHour = worstPerHour.plus(node.worstPerHour());
        }
        provider = DashedEnums.nameOf(node.provider());
        lane = node.lane();
    }

    Map<String, Integer> states() {
        Map<String, Integer> named = new LinkedHashMap<>();
        states.forEach((state, count) -> named.put(DashedEnums.nameOf(state), count));
        return named;
    }

    Fleet.Gpus gpus() {
        return new Fleet.Gpus(gpus, ready, planned, usedMilli);
    }

    Fleet.Spend spend() {
        return new Fleet.Spend(perHour, worstPerHour);
    }

    Fleet.Pool pool(String name, Optional<PoolChanged> declared) {
        return new Fleet.Pool(
                name,
                declared.map(p -> DashedEnums.nameOf(p.spec().provider())).orElse(provider),
                declared.map(p -> p.spec().lane()).orElse(lane),
                declared.map(p -> DashedEnums.nameOf(p.spec().mode())).orElse(null),
                declared.map(p -> p.spec().min()).orElse(0),
                declared.map(p -> p.spec().max()).orElse(0),
                states(),
                gpus(),
                perHour);
    }
}
