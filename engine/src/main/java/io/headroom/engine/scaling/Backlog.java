package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.NodeState;

/// What is worth buying for replicas that wait and run only for a while. A thousand of half a minute each need no thousand GPUs: those
/// that are there serve some of them before a node bought now is up, and what is bought serves the rest one after the other.
final class Backlog {

    private final ScalingFacts facts;
    private final ScalingPolicy policy;
    private final Market market;
    private final Instant now;

    Backlog(ScalingFacts facts, ScalingPolicy policy, Market market, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.market = market;
        this.now = now;
    }

    /// GPUs that are worth buying, taken up item by item.
    static final class Worth {
        private final double gpus;
        private double left;

        Worth(double gpus) {
            this.gpus = gpus;
            this.left = gpus;
        }

        double gpus() {
            return gpus;
        }

        int take(Shape shape, int replicas) {
            double each = Math.max(1, shape.totalMilliGpu()) / 1000.0;
            int taken = (int) Math.min(replicas, Math.max(0, Math.ceil(left / each)));
            left -= taken * each;
            return taken;
        }
    }

    Worth worth(CapacityShortfall shortfall) {
        double gpus = 0;
        double hours = 0;
        for (ShortfallItem item : shortfall.items()) {
            Duration expected = item.expected();
            if (!item.gang() && expected != null) {
                double of = item.replicas() * item.shape().totalMilliGpu() / 1000.0;
                gpus += of;
                hours += of * Newsvendor.hours(expected);
            }
        }
        Optional<Offer> cheapest =
                market.inLane(shortfall.lane()).stream()
                        .filter(o -> o.template().gpus() > 0)
                        .min(Comparator.comparingDouble(Newsvendor::perGpuHour));
        if (gpus == 0 || cheapest.isEmpty()) {
            return new Worth(gpus);
        }
        // The shortfall is what nodes on their way do not hold: what they do hold is backlog as
        // well, and they will serve it.
        double coming = coming(shortfall.lane());
        double all = gpus + coming;
        double work = hours * all / gpus;
        double best = Newsvendor.forBacklog(all, work, cheapest.get(), policy);
        double serving = coming + spare(shortfall.lane());
        return new Worth(Math.clamp(best - serving, 0, gpus));
    }

    private double coming(String lane) {
        double gpus = 0;
        for (NodeFact fact : facts.nodes()) {
            if (fact.node().lane().equals(lane) && fact.node().state().isPlanned()) {
                gpus += fact.node().gpus();
            }
        }
        return gpus;
    }

    /// GPUs that are up beyond what is expected to come in anew: they work the backlog off. None where nobody has foreseen anything.
    private double spare(String lane) {
        double up = 0;
        double wanted = 0;
        for (NodeFact fact : facts.nodes()) {
            boolean ready = fact.node().state() == NodeState.READY;
            up += ready && fact.node().lane().equals(lane) ? fact.node().gpus() : 0;
        }
        boolean foreseen = false;
        for (DemandForecast forecast : facts.forecasts()) {
            if (forecast.usable() && forecast.series().lane().equals(lane)) {
                foreseen = true;
                wanted += LaneCapacity.quantile(forecast, 0.5, now);
            }
        }
        return foreseen ? Math.max(0, up - wanted) : 0;
    }
}
