package io.headroom.placement.workload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.placement.eta.Estimates;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;

/// Answers what a caller may see of workloads; row-level security keeps the rest out.
@Singleton
class WorkloadReader {

    private static final UUID LOWEST = new UUID(0, 0);

    private final Transactions transactions;
    private final WorkloadTable table;
    private final Story story;
    private final Estimates estimates;
    private final InstantSource clock;

    @Inject
    WorkloadReader(
            Transactions transactions,
            WorkloadTable table,
            Story story,
            Estimates estimates,
            InstantSource clock) {
        this.transactions = transactions;
        this.table = table;
        this.story = story;
        this.estimates = estimates;
        this.clock = clock;
    }

    Uni<WorkloadView> find(Caller caller, WorkloadId id) {
        return transactions
                .inTenant(caller.tenant(), session -> table.find(session, id))
                .map(found -> view(found.orElseThrow(() -> Problem.notFound("workload", id))));
    }

    Uni<Page<Story.Chapter>> story(Caller caller, WorkloadId id) {
        return find(caller, id)
                .chain(
                        _ ->
                                transactions.inTenant(
                                        caller.tenant(),
                                        session -> story.read(session, id.value())))
                .map(chapters -> new Page<>(chapters, null));
    }

    Uni<Page<WorkloadView>> list(Caller caller, PageQuery page, WorkloadFilter filter) {
        Optional<String> after = page.after();
        Instant from = after.map(WorkloadReader::instant).orElse(Instant.EPOCH);
        UUID fromId = after.map(WorkloadReader::id).orElse(LOWEST);
        int most = page.fetch();
        return transactions
                .inTenant(
                        caller.tenant(), session -> table.page(session, filter, from, fromId, most))
                .map(found -> Page.of(found, page, WorkloadReader::key).map(this::view));
    }

    private WorkloadView view(Workload workload) {
        return WorkloadView.of(workload, estimates.of(workload.id()).orElse(null), clock.instant());
    }

    private static String key(Workload w) {
        return w.createdAt() + " " + w.id();
    }

    private static Instant instant(String key) {
        try {
            return Instant.parse(key.substring(0, Math.max(0, key.indexOf(' '))));
        } catch (DateTimeException _) {
            throw Problem.invalid("after", "is no cursor of this list");
        }
    }

    private static UUID id(String key) {
        try {
            return UUID.fromString(key.substring(key.indexOf(' ') + 1));
        } catch (IllegalArgumentException _) {
            throw Problem.invalid("after", "is no cursor of this list");
        }
    }
}
