package io.headroom.engine.placement.board;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.placement.defrag.Known;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Spot;

/// What a place costs in dollars. Whoever outlasts all others on a node keeps it from being given back, and a node of eight GPUs is dear
/// company for one. The packer counts GPUs, and does not ask what they cost: where it chooses a node whose GPUs are dearer than others of its
/// lane, a place that packs worse is taken if that is cheaper.
final class WhatItKeeps {

    /// In GPUs lost. As much as any replica can lose on one node; how much less it may be, the dollars say.
    private static final double MOST_LOST = 8;

    private static final Duration HOUR = Duration.ofHours(1);

    private record Kind(String lane, NodeTemplate node) {}

    private final Map<Kind, Long> prices = new LinkedHashMap<>();

    /// What an hour of the cheapest GPU costs, by lane, in millionths of a dollar.
    private final Map<String, Double> cheapestGpu = new LinkedHashMap<>();

    private final Packer packer;
    private final IntFunction<Node> nodes;
    private final Instant now;

    /// @param known what nodes cost; without a price a node is not weighed
    /// @param nodes by rank, as they are with what the plan has put there so far
    WhatItKeeps(List<Known.Price> known, Packer packer, IntFunction<Node> nodes, Instant now) {
        this.packer = packer;
        this.nodes = nodes;
        this.now = now;
        for (Known.Price price : known) {
            int gpus = price.node().gpus();
            if (gpus > 0) {
                prices.put(new Kind(price.lane(), price.node()), price.microsPerHour());
                cheapestGpu.merge(price.lane(), (double) price.microsPerHour() / gpus, Math::min);
            }
        }
    }

    /// The place, or one that is cheaper.
    ///
    /// @param end of the newcomer; where it is not known nobody can say what it keeps
    Spot preferred(Ask ask, Spot best, @Nullable Instant end) {
        Node there = nodes.apply(best.node());
        double cheapest = cheapestGpu.getOrDefault(there.lane(), 0.0);
        return end != null
                        && price(there) > cheapest * there.template().gpus()
                        && outlasts(there, end).isPositive()
                ? packer.find(ask, MOST_LOST, spot -> micros(spot, best, end, cheapest))
                        .orElse(best)
                : best;
    }

    /// What the node costs for as long as only this one keeps it, and the cheapest GPUs in place of those that are lost while it runs.
    private long micros(Spot spot, Spot best, Instant end, double gpuHour) {
        Node node = nodes.apply(spot.node());
        double keeps = price(node) * hours(outlasts(node, end));
        double lost = Math.max(0, best.mark() - spot.mark());
        return (long) (keeps + lost * gpuHour * hours(Duration.between(now, end)));
    }

    private long price(Node node) {
        return prices.getOrDefault(new Kind(node.lane(), node.template()), 0L);
    }

    /// For how much longer than all that is there; not at all where one of them has no end that is known.
    private Duration outlasts(Node node, Instant end) {
        Instant last = now;
        for (Hold hold : node.holds()) {
            Instant at = Reservation.end(hold, now);
            if (at == null) {
                return Duration.ZERO;
            }
            last = at.isAfter(last) ? at : last;
        }
        return end.isAfter(last) ? Duration.between(last, end) : Duration.ZERO;
    }

    private static double hours(Duration time) {
        return (double) time.toMillis() / HOUR.toMillis();
    }
}
