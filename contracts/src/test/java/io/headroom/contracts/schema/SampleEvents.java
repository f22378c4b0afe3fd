package io.headroom.contracts.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetStanding;
import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.HeldBack;
import io.headroom.contracts.capacity.LaneChanged;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.forecast.BoundBy;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.forecast.TargetBounded;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.tenant.TenantChanged;
import io.headroom.contracts.tenant.TenantSpec;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.contracts.workload.WorkloadSubmitted;

/// Events as the services write them, with all kinds of values in them.
final class SampleEvents {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final UUID ID = new UUID(0x1234_5678_9abc_4defL, 0x8000_0000_0000_0001L);
    private static final NodeId NODE = NodeId.of(ID.toString());
    private static final WorkloadId WORKLOAD = WorkloadId.of(ID.toString());
    private static final PurchaseId PURCHASE = PurchaseId.of(ID.toString());

    private SampleEvents() {}

    static List<Event> all() {
        return Stream.concat(others().stream(), SamplePrices.all().stream()).toList();
    }

    private static List<Event> others() {
        return List.of(
                new WorkloadSubmitted(workload()),
                new TargetBounded(
                        new SeriesKey("default", "H100"),
                        BoundBy.MAX_AHEAD,
                        2,
                        NOON,
                        NOON,
                        400,
                        256,
                        "no forecast may have more on order"),
                new BudgetStanding(
                        "research",
                        3,
                        BudgetScope.everything(),
                        Money.of("12.5"),
                        Money.of("7.5"),
                        NOON,
                        NOON,
                        NOON),
                new CapacityShortfall(
                        "default",
                        3,
                        ID,
                        NOON,
                        17,
                        8000,
                        List.of(shortfallOfASharedGpu()),
                        List.of(
                                new Turnover(
                                        "default",
                                        shortfallOfASharedGpu().shape(),
                                        4,
                                        Duration.ofMinutes(7))),
                        List.of(new HeldBack(List.of(GpuModel.H100), 8000))),
                new LaneChanged(
                        "serving",
                        1,
                        new LaneSpec(
                                List.of(WorkloadClass.ONLINE_INFERENCE),
                                null,
                                null,
                                LaneSpec.Sharing.EXCLUSIVE_GPU,
                                16)),
                new TenantChanged("research", 2, new TenantSpec("company", 3, 8, 64, null, null)),
                new NodeStateChanged(
                        node(),
                        NodeState.REQUESTED,
                        new NodeReason.ForShortfall("8 x any", 1, "cheapest")),
                new NodeStateChanged(
                        node(), null, new NodeReason.NeverReady(Duration.ofMinutes(10))),
                new SpendRequested(PURCHASE, List.of(spend()), 100, NOON),
                new SpendGranted(PURCHASE, List.of(lease())),
                new SpendDenied(PURCHASE, "demo", Money.of("-12.5"), NOON),
                forecast());
    }

    private static Workload workload() {
        var spec =
                new WorkloadSpec(
                        "llama",
                        "research",
                        "production",
                        WorkloadClass.FINE_TUNING,
                        2,
                        true,
                        new GpuRequest(8, List.of(GpuModel.A100_80GB), null, null),
                        null,
                        null,
                        null,
                        100,
                        Duration.ofHours(6),
                        null,
                        Map.of("team", "nlp"),
                        new RunSpec(null, List.of("train"), null, List.of(8080), null, null));
        return new Workload(
                WORKLOAD,
                1,
                NOON,
                spec,
                WorkloadState.PENDING,
                new PendingReason.GangIncomplete(1, 2),
                null,
                null,
                null,
                1,
                null,
                null);
    }

    private static ShortfallItem shortfallOfASharedGpu() {
        return new ShortfallItem(
                new Shape(List.of(GpuModel.H100), 1, 500, 20_480, 4000, 16_384),
                3,
                false,
                "research",
                "production",
                WorkloadClass.BATCH_INFERENCE,
                0,
                NOON,
                List.of(WORKLOAD));
    }

    private static Node node() {
        return new Node(
                NODE,
                17,
                "h100-aws",
                ProviderKind.AWS,
                "us-east-1",
                "us-east-1a",
                CapacityType.ON_DEMAND,
                "default",
                "research",
                "production",
                new NodeTemplate("p5.48xlarge", GpuModel.H100, 8, 192_000, 2_097_152),
                NodeState.LAUNCHING,
                NOON,
                null,
                Money.of("55.04"),
                Money.of("55.123456"),
                null,
                null,
                Map.of());
    }

    private static NodeSpend spend() {
        return new NodeSpend(
                NODE,
                new SpendAttributes(
                        "research",
                        "production",
                        "h100-aws",
                        "default",
                        ProviderKind.AWS,
                        "us-east-1",
                        CapacityType.SPOT,
                        Map.of()),
                Money.of("55.04"),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5));
    }

    private static Lease lease() {
        return new Lease(
                NODE,
                1,
                NOON,
                NOON.plusSeconds(900),
                NOON.plusSeconds(600),
                Money.of("13.76"),
                List.of("demo"));
    }

    private static DemandForecast forecast() {
        var quantiles = new TreeMap<String, List<Double>>();
        quantiles.put("0.5", List.of(1.0, 2.5));
        quantiles.put("0.9", List.of(3.0, 4.0));
        return new DemandForecast(
                SeriesKey.of("default/any"),
                1,
                NOON,
                Duration.ofMinutes(1),
                quantiles,
                "seasonal",
                true,
                "enough history");
    }
}
