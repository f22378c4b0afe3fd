package io.headroom.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;

/// Facts for a plan as a busy day has them: nodes of 8 GPUs of two models, of which six hold something; and a queue of which a tenth are
/// gangs that do not all fit.
final class PlanFacts {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private static final int GPUS = 8;
    private static final int TENANTS = 5;
    private static final int CPU_MILLIS_PER_GPU = 8_000;
    private static final int MEMORY_MIB_PER_GPU = 65_536;

    private PlanFacts() {}

    static PlacementFacts of(int nodes, int waiting) {
        List<Node> fleet = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            fleet.add(node(i));
        }
        List<Waiting> queue = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            int gpus = i % 10 < 6 ? 1 : i % 10 < 8 ? 2 : i % 10 < 9 ? 4 : GPUS;
            queue.add(waits(i, gpus, gpus == GPUS ? 4 : 1));
        }
        return PlacementFacts.of(new Fleet(fleet), new Queue(queue));
    }

    private static Node node(int number) {
        GpuModel model = number % 2 == 0 ? GpuModel.H100 : GpuModel.A100_80GB;
        List<Hold> holds = new ArrayList<>();
        for (int device = 0; device < number % GPUS; device++) {
            Waiting resident = waits(-(number * GPUS + device + 1), 1, 1);
            holds.add(
                    Hold.of(
                            resident,
                            0,
                            List.of(device),
                            null,
                            NOON.plusSeconds(60L * (number % 50 + 1))));
        }
        return new Node(
                new NodeId(new UUID(1, number)),
                "pool",
                "default",
                "zone-" + number % 3,
                "rack-" + number / 16,
                "",
                "",
                new NodeTemplate(
                        "type",
                        model,
                        GPUS,
                        GPUS * CPU_MILLIS_PER_GPU * 2,
                        GPUS * MEMORY_MIB_PER_GPU * 2),
                NodeState.READY,
                holds);
    }

    private static Waiting waits(int number, int gpus, int replicas) {
        return new Waiting(
                new WorkloadId(new UUID(2, number)),
                WorkloadClass.TRAINING,
                Math.floorMod(number, 3),
                NOON.minusSeconds(Math.floorMod(number, 900)),
                new Shape(
                        List.of(),
                        gpus,
                        Shape.WHOLE,
                        0,
                        gpus * CPU_MILLIS_PER_GPU,
                        gpus * MEMORY_MIB_PER_GPU,
                        null),
                IntStream.range(0, replicas).boxed().toList(),
                replicas > 1,
                "tenant-" + Math.floorMod(number, TENANTS),
                "production",
                "default",
                Duration.ofMinutes(30));
    }
}
