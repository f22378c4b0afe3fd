package io.headroom.engine.fairness;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.engine.fairness.Turns.Turn;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;

/// Who is served next. First whoever is overdue, the longest first; then who is within its tenant's guarantee; then the higher priority;
/// then the tenant with the smaller share for its weight, compared where their branches of the tree part; then who has waited longer,
/// then the id. Shares move as places are given, so that the next is known only once the last was served.
///
/// Of its own, a tenant's most urgent goes first where deadlines say so: see [Turns]. Whose turn it is among tenants no deadline changes.
///
/// Without declared tenants it is priority, wait and id alone.
public final class ServiceOrder {

    static final Comparator<Waiting> BY_WAIT =
            Comparator.comparing(Waiting::submittedAt).thenComparing(Waiting::id);

    private static final Comparator<Waiting> BY_PRIORITY =
            Comparator.comparingInt(Waiting::priority).reversed().thenComparing(BY_WAIT);

    private final Standing standing;
    private final Deque<Waiting> overdue;
    private final List<Deque<Turn>> byTenant;

    public ServiceOrder(Queue queue, Standing standing, FairnessPolicy policy, Instant now) {
        this.standing = standing;
        Instant since = now.minus(policy.overdue());
        overdue =
                new ArrayDeque<>(
                        queue.waiting().stream()
                                .filter(one -> one.submittedAt().isBefore(since))
                                .sorted(BY_WAIT)
                                .toList());
        boolean asOne = policy.tenants().isEmpty();
        Map<String, List<Waiting>> groups = new LinkedHashMap<>();
        for (Waiting one : queue.waiting()) {
            if (!one.submittedAt().isBefore(since)) {
                groups.computeIfAbsent(asOne ? "" : one.tenant(), _ -> new ArrayList<>()).add(one);
            }
        }
        byTenant = new ArrayList<>();
        groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        group -> {
                            group.getValue().sort(BY_PRIORITY);
                            byTenant.add(
                                    new ArrayDeque<>(
                                            Turns.of(group.getValue(), policy.overdue(), now)));
                        });
    }

    /// The next to be served; it is not handed out again.
    public Optional<Waiting> next() {
        if (!overdue.isEmpty()) {
            return Optional.of(overdue.removeFirst());
        }
        Deque<Turn> best = null;
        for (Deque<Turn> group : byTenant) {
            if (!group.isEmpty()
                    && (best == null || compare(group.getFirst(), best.getFirst()) < 0)) {
                best = group;
            }
        }
        return best == null ? Optional.empty() : Optional.of(best.removeFirst().takenBy());
    }

    private int compare(Turn mine, Turn theirs) {
        Waiting one = mine.takenBy();
        Waiting other = theirs.takenBy();
        int guarantee = Boolean.compare(standing.isGuaranteed(other), standing.isGuaranteed(one));
        if (guarantee != 0) {
            return guarantee;
        }
        int priority = Integer.compare(other.priority(), one.priority());
        if (priority != 0) {
            return priority;
        }
        int share = compareShares(one.tenant(), other.tenant());
        return share != 0 ? share : BY_WAIT.compare(mine.of(), theirs.of());
    }

    /// Where the two branches part, the one with the smaller share goes first.
    private int compareShares(String one, String other) {
        Standing.Account mine = standing.account(one);
        Standing.Account theirs = standing.account(other);
        while (mine.depth > theirs.depth && mine.parent != null) {
            mine = mine.parent;
        }
        while (theirs.depth > mine.depth && theirs.parent != null) {
            theirs = theirs.parent;
        }
        while (mine.parent != null && theirs.parent != null && mine.parent != theirs.parent) {
            mine = mine.parent;
            theirs = theirs.parent;
        }
        return mine == theirs ? 0 : Double.compare(standing.share(mine), standing.share(theirs));
    }
}
