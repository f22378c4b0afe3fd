package io.headroom.placement.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.engine.placement.eta.DeadlineOutlook;
import io.headroom.placement.eta.EstimateScore;
import io.headroom.placement.eta.EstimateScores;
import io.headroom.placement.eta.Estimates;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/queue`: who waits and why, first served first; how many there are in each state; and what estimates of their starts were worth.
@Path("/api/v1/queue")
@Tag(name = "queue")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class QueueResource {

    private final Transactions transactions;
    private final WorkloadTable workloads;
    private final Callers callers;
    private final Estimates estimates;
    private final EstimateScores scores;
    private final InstantSource clock;

    @Inject
    QueueResource(
            Transactions transactions,
            WorkloadTable workloads,
            Callers callers,
            Estimates estimates,
            EstimateScores scores,
            InstantSource clock) {
        this.transactions = transactions;
        this.workloads = workloads;
        this.callers = callers;
        this.estimates = estimates;
        this.scores = scores;
        this.clock = clock;
    }

    /// One that waits.
    ///
    /// @param deadline by when it should be finished; @param deadlineOutlook whether it will be: both absent without one
    public record Item(
            WorkloadId id,
            String name,
            String tenant,
            String lane,
            String wants,
            int replicas,
            int priority,
            Duration waited,
            @Nullable PendingReason reason,
            Estimates.@Nullable Expected eta,
            @Nullable Instant deadline,
            @Nullable DeadlineOutlook deadlineOutlook) {}

    /// A piece of the queue, and how many live workloads are in each state, all of them.
    public record QueueView(
            Map<WorkloadState, Long> live, List<Item> items, @Nullable String next) {}

    @GET
    @Operation(operationId = "showQueue", summary = "Who waits, and why")
    public Uni<QueueView> show(@BeanParam PageQuery page) {
        Caller caller = callers.current();
        return transactions
                .inTenant(caller.tenant(), workloads::live)
                .map(live -> view(live, page));
    }

    @GET
    @Path("accuracy")
    @Operation(
            operationId = "showQueueAccuracy",
            summary =
                    "What estimates of starts were worth: how far off, and how often the median and the 90 % time held")
    public Uni<Page<EstimateScore>> accuracy() {
        Caller caller = callers.current();
        return transactions.inTenant(caller.tenant(), scores::of).map(all -> new Page<>(all, null));
    }

    private QueueView view(List<Workload> live, PageQuery query) {
        Map<WorkloadState, Long> counts = new LinkedHashMap<>();
        for (WorkloadState state : WorkloadState.values()) {
            if (!state.isFinal()) {
                counts.put(state, live.stream().filter(w -> w.state() == state).count());
            }
        }
        // As the last plan served them; who came since follows by priority and age.
        Map<WorkloadId, Integer> order = new HashMap<>();
        estimates.inOrder().forEach(id -> order.put(id, order.size()));
        List<Workload> waiting =
                live.stream()
                        .filter(w -> w.state() == WorkloadState.PENDING)
                        .sorted(
                                Comparator.comparingInt(
                                                (Workload w) ->
                                                        order.getOrDefault(
                                                                w.id(), Integer.MAX_VALUE))
                                        .thenComparingInt(w -> -w.spec().priority())
                                        .thenComparing(Workload::createdAt)
                                        .thenComparing(Workload::id))
                        .toList();
        Page<Item> page = Page.within(waiting, query).map(this::item);
        return new QueueView(counts, page.items(), page.next());
    }

    private Item item(Workload w) {
        Instant now = clock.instant();
        Estimates.Expected eta = estimates.of(w.id()).orElse(null);
        return new Item(
                w.id(),
                w.spec().name(),
                w.spec().tenant(),
                w.spec().lane(),
                w.shape().describe(),
                w.spec().replicas(),
                w.spec().priority(),
                Duration.between(w.createdAt(), now),
                w.pendingReason(),
                eta,
                w.spec().deadline(),
                DeadlineOutlook.of(w, Estimates.Expected.start(eta), now).orElse(null));
    }
}
