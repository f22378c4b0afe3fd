package io.headroom.engine.placement.board;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.MigProfile.Slice;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.engine.fleet.Device;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Kind;
import io.headroom.engine.placement.packing.Packer;

/// On which nodes a workload may stand at all, in the packer's numbers: lane, model, whose node it is, ready or on the way.
///
/// Boundaries: in a lane of exclusive nodes a node holds one tenant's environment at a time. Elsewhere production never shares a
/// node with another environment, unless the lane names several environments and thereby says so. In a lane of exclusive GPUs a share
/// takes its GPU whole. On a node that is disturbed: [Serving].
public final class Feasible {

    /// Which nodes to look at.
    public enum Reach {
        READY,
        READY_OR_PLANNED
    }

    private static final String PRODUCTION = "production";
    private static final String ANYONE = "*";

    /// Holds a node on which a boundary is broken already, after a change of its lane: no one joins.
    static final int NO_ONE_ELSE = Integer.MAX_VALUE;

    /// Of a device that no instance is put on.
    static final int NO_SLOT = 0xFF;

    /// All that a workload may insist on of a node.
    private record Traits(
            String lane,
            String tenant,
            String environment,
            NodeTemplate template,
            boolean planned,
            Serving.Quiet quiet) {}

    private final PlacementPolicy policy;
    private final Serving serving;
    private final Map<Traits, Kind> kinds = new LinkedHashMap<>();
    private final List<Traits> traits = new ArrayList<>();
    private final Map<String, Integer> boundaries = new LinkedHashMap<>();
    private final Map<Asked, Ask> asks = new LinkedHashMap<>();

    public Feasible(PlacementPolicy policy, Serving serving, List<Node> nodes) {
        this.policy = policy;
        this.serving = serving;
        nodes.forEach(this::kindOf);
    }

    /// Whether the node takes replicas now or will once it is up.
    public static boolean isOpen(Node node) {
        return node.state().isUsable();
    }

    String laneOf(Kind kind) {
        return traits.get(kind.index()).lane;
    }

    List<Kind> kinds() {
        return List.copyOf(kinds.values());
    }

    private Kind kindOf(Node node) {
        boolean kept = sharing(node.lane()) == LaneSpec.Sharing.EXCLUSIVE_NODE;
        Traits of =
                new Traits(
                        node.lane(),
                        kept ? node.tenant() : "",
                        kept ? node.environment() : "",
                        node.template(),
                        node.state().isPlanned(),
                        serving.quiet(node));
        Kind known = kinds.get(of);
        if (known != null) {
            return known;
        }
        NodeTemplate template = node.template();
        Kind kind =
                new Kind(
                        kinds.size(),
                        template.gpus(),
                        template.gpuModel().memoryMib(),
                        template.cpuMillis(),
                        template.memoryMib(),
                        boundary(node.lane()));
        kinds.put(of, kind);
        traits.add(of);
        return kind;
    }

    private LaneSpec.Sharing sharing(String lane) {
        return policy.lane(lane).sharing();
    }

    private Kind.Sharing boundary(String lane) {
        LaneSpec spec = policy.lane(lane);
        return switch (spec.sharing()) {
            case EXCLUSIVE_NODE -> Kind.Sharing.ONE_TENANT;
            case SHARED, EXCLUSIVE_GPU ->
                    spec.environments().size() > 1
                            ? Kind.Sharing.ANYONE
                            : Kind.Sharing.ONE_ENVIRONMENT;
        };
    }

    Ask ask(Waiting waiting, Reach reach) {
        return asks.computeIfAbsent(Asked.by(waiting, reach), this::newAsk);
    }

    /// An ask of the typical mix of a lane: of nobody in particular.
    Ask ask(PlacementPolicy.Typical typical) {
        return newAsk(Asked.of(typical));
    }

    private Ask newAsk(Asked key) {
        Shape shape = key.shape();
        BitSet allowed = new BitSet(traits.size());
        for (int i = 0; i < traits.size(); i++) {
            allowed.set(i, allows(traits.get(i), key));
        }
        // An instance is not let into such a lane.
        boolean wholeGpu =
                sharing(key.lane()) == LaneSpec.Sharing.EXCLUSIVE_GPU && shape.mig() == null;
        return new Ask(
                shape.gpus(),
                wholeGpu && shape.gpus() > 0 ? Shape.WHOLE : shape.milliGpu(),
                wholeGpu ? 0 : shape.gpuMemoryMib(),
                shape.cpuMillis(),
                shape.memoryMib(),
                environmentNumber(key.environment()),
                number(key.tenant() + "/" + key.environment()),
                allowed,
                slices(shape));
    }

    private List<@Nullable Slice> slices(Shape shape) {
        MigProfile mig = shape.mig();
        List<@Nullable Slice> slices = new ArrayList<>();
        if (mig != null) {
            traits.forEach(of -> slices.add(mig.on(of.template.gpuModel()).orElse(null)));
        }
        return slices;
    }

    private static boolean allows(Traits node, Asked key) {
        return node.lane.equals(key.lane())
                && (!node.planned || key.reach() == Reach.READY_OR_PLANNED)
                && key.shape().allows(node.template.gpuModel())
                && key.shape().gpuMemoryMib() <= node.template.gpuModel().memoryMib()
                && node.quiet.isEnoughFor(key.need())
                && isFor(node.tenant, key.tenant())
                && isFor(node.environment, key.environment());
    }

    private static boolean isFor(String owner, String who) {
        return owner.isEmpty() || owner.equals(ANYONE) || owner.equals(who);
    }

    private int environmentNumber(String environment) {
        return number(environment.equals(PRODUCTION) ? PRODUCTION : "");
    }

    private int number(String boundary) {
        return boundaries.computeIfAbsent(boundary, _ -> boundaries.size() + 1);
    }

    /// The node with what stands on it, as the packer takes it.
    Packer.Start start(Node node) {
        Kind kind = kindOf(node);
        boolean wholeGpus = sharing(node.lane()) == LaneSpec.Sharing.EXCLUSIVE_GPU;
        GpuModel model = node.template().gpuModel();
        List<Integer> milli = new ArrayList<>();
        List<Integer> memory = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        for (Device device : node.devices()) {
            boolean closed = wholeGpus && !device.isUntouched(model);
            milli.add(closed ? 0 : device.milliFree());
            memory.add(closed ? 0 : device.memoryFreeMib());
            slots.add(closed && device.slotsTaken() != 0 ? NO_SLOT : device.slotsTaken());
        }
        return new Packer.Start(
                kind,
                occupant(kind, node.holds()),
                node.holds().size(),
                node.cpuFree(),
                node.memoryFree(),
                milli,
                memory,
                slots);
    }

    private int occupant(Kind kind, List<Hold> holds) {
        if (holds.isEmpty()) {
            return Ask.NOBODY;
        }
        int occupant = occupant(kind, holds.getFirst());
        for (Hold hold : holds) {
            if (occupant(kind, hold) != occupant) {
                return NO_ONE_ELSE;
            }
        }
        return occupant;
    }

    private int occupant(Kind kind, Hold hold) {
        return switch (kind.sharing()) {
            case ANYONE -> Ask.NOBODY;
            case ONE_ENVIRONMENT -> environmentNumber(hold.environment());
            case ONE_TENANT -> number(hold.tenant() + "/" + hold.environment());
        };
    }
}
