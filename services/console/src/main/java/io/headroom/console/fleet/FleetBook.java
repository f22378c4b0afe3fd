package io.headroom.console.fleet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.ShortfallUnmet;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.pool.PoolChanged;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadPlaced;
import io.headroom.contracts.workload.WorkloadPreempted;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.contracts.workload.WorkloadSubmitted;

/// What is known of the fleet from events; of each thing the latest version counts, in whichever order events come.
@Singleton
public class FleetBook {

    /// Of what is over, so many are remembered, lest a late event brings them back to life.
    private static final int GONE_REMEMBERED = 10_000;

    private final InstantSource clock;
    private final Map<NodeId, NodeEntry> nodes = new LinkedHashMap<>();
    private final Map<NodeId, NodeOccupancy> occupancies = new LinkedHashMap<>();
    private final Map<WorkloadId, Workload> live = new LinkedHashMap<>();
    private final Map<String, PoolChanged> pools = new TreeMap<>();
    private final Map<String, CapacityShortfall> shortfalls = new TreeMap<>();
    private final Map<String, ShortfallUnmet> unmet = new TreeMap<>();
    private final SequencedMap<Object, Boolean> gone = new LinkedHashMap<>();
    private final Feed feed = new Feed();

    @Inject
    FleetBook(InstantSource clock) {
        this.clock = clock;
    }

    /// Takes in what an event says.
    ///
    /// @param at when it happened
    public synchronized void apply(Instant at, Event event) {
        switch (event) {
            case NodeStateChanged e -> node(at, e);
            case NodeOccupancy e -> occupancy(e);
            case PoolChanged e -> pool(e);
            case CapacityShortfall e -> shortfalls.merge(e.lane(), e, FleetBook::newer);
            case ShortfallUnmet e -> unmet(at, e);
            case WorkloadSubmitted e -> workload(e.workload());
            case WorkloadPlaced e -> workload(e.workload());
            case WorkloadStarted e -> workload(e.workload());
            case WorkloadPreempted e -> workload(e.workload());
            case WorkloadFinished e -> workload(e.workload());
            // The rest changes no numbers.
            default -> {}
        }
        feed.apply(at, event);
    }

    private static <E extends Event> E newer(E known, E said) {
        return said.version() > known.version() ? said : known;
    }

    private void node(Instant at, NodeStateChanged event) {
        NodeId id = event.node().id();
        Optional<NodeEntry> before = Optional.ofNullable(nodes.get(id));
        if (gone.containsKey(id)
                || before.filter(b -> b.node().version() >= event.version()).isPresent()) {
            return;
        }
        if (event.node().state().isFinal()) {
            nodes.remove(id);
            occupancies.remove(id);
            forget(id);
        } else {
            nodes.put(id, NodeEntry.of(at, event, before));
        }
    }

    private void occupancy(NodeOccupancy event) {
        if (!gone.containsKey(event.node())) {
            occupancies.merge(event.node(), event, FleetBook::newer);
        }
    }

    private void pool(PoolChanged event) {
        pools.merge(event.name(), event, FleetBook::newer);
    }

    private void unmet(Instant at, ShortfallUnmet event) {
        ShortfallUnmet before = unmet.get(event.lane());
        ShortfallUnmet now = unmet.merge(event.lane(), event, FleetBook::newer);
        if (now.version() == event.version()) {
            feed.unmet(at, event, Optional.ofNullable(before));
        }
    }

    private void workload(Workload workload) {
        Workload known = live.get(workload.id());
        if (gone.containsKey(workload.id())
                || (known != null && known.version() >= workload.version())) {
            return;
        }
        if (workload.state().isFinal()) {
            live.remove(workload.id());
            forget(workload.id());
        } else {
            live.put(workload.id(), workload);
        }
    }

    private void forget(Object id) {
        gone.put(id, true);
        if (gone.size() > GONE_REMEMBERED) {
            gone.pollFirstEntry();
        }
    }

    /// All of it in numbers.
    public synchronized Fleet fleet() {
        Totals totals = new Totals();
        Map<String, Totals> byPool = new TreeMap<>();
        pools.values().stream()
                .filter(pool -> !pool.removed())
                .forEach(pool -> byPool.put(pool.name(), new Totals()));
        for (NodeEntry entry : nodes.values()) {
            int used = usedMilli(entry);
            totals.add(entry, used);
            byPool.computeIfAbsent(entry.node().pool(), _ -> new Totals()).add(entry, used);
        }
        List<Fleet.Pool> shown = new ArrayList<>();
        byPool.forEach(
                (name, sums) -> shown.add(sums.pool(name, Optional.ofNullable(pools.get(name)))));
        return new Fleet(
                clock.instant(),
                totals.states(),
                totals.gpus(),
                queue(),
                totals.spend(),
                shown,
                lanes(),
                feed.newestFirst());
    }

    private int usedMilli(NodeEntry entry) {
        NodeOccupancy occupancy = occupancies.get(entry.node().id());
        return occupancy == null ? 0 : occupancy.usedMilliGpu();
    }

    private Map<String, Integer> queue() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (WorkloadState state : WorkloadState.values()) {
            if (!state.isFinal()) {
                counts.put(DashedEnums.nameOf(state), 0);
            }
        }
        live.values().forEach(w -> counts.merge(DashedEnums.nameOf(w.state()), 1, Integer::sum));
        return counts;
    }

    private List<Fleet.Lane> lanes() {
        return shortfalls.values().stream()
                .map(shortfall -> lane(shortfall, Optional.ofNullable(unmet.get(shortfall.lane()))))
                .toList();
    }

    private static Fleet.Lane lane(CapacityShortfall shortfall, Optional<ShortfallUnmet> unmet) {
        return new Fleet.Lane(
                shortfall.lane(),
                shortfall.items().stream().mapToInt(item -> item.replicas()).sum(),
                shortfall.items().stream()
                        .mapToLong(item -> (long) item.replicas() * item.shape().totalMilliGpu())
                        .sum(),
                shortfall.runningMilliGpu(),
                unmet.map(ShortfallUnmet::items).orElse(List.of()).stream()
                        .map(
                                item ->
                                        new Fleet.Unmet(
                                                item.shape().describe(),
                                                item.replicas(),
                                                item.reason()))
                        .toList());
    }

    /// The nodes that are not gone, those on the way first, then the newest.
    synchronized List<NodeEntry.FleetNode> nodes(int most) {
        Instant now = clock.instant();
        return nodes.values().stream()
                .sorted(
                        Comparator.comparing((NodeEntry e) -> !e.node().state().isPlanned())
                                .thenComparing(e -> e.node().state() == NodeState.WARM)
                                .thenComparing(NodeEntry::requestedAt, Comparator.reverseOrder())
                                .thenComparing(e -> e.node().id().toString()))
                .limit(most)
                .map(e -> e.view(usedMilli(e), now))
                .toList();
    }
}
