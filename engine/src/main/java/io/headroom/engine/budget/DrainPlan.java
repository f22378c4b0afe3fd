package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.limit.Budget;

/// Which nodes go, the least important first, so that the others can run until a budget's period ends.
public final class DrainPlan {

    private static final Comparator<PaidNode> IMPORTANT_FIRST =
            Comparator.comparingInt(PaidNode::priority)
                    .reversed()
                    .thenComparing(n -> n.lease().from())
                    .thenComparing(n -> n.spend().node());

    private DrainPlan() {}

    /// @param nodes those that the budget pays for and that still are to be renewed
    public static List<PaidNode> goes(
            List<PaidNode> nodes, Account account, Budget budget, Instant now) {
        Duration left = Duration.between(now, account.period().to());
        Money room = account.cap(budget).minus(account.spent());
        List<PaidNode> going = new ArrayList<>();
        for (PaidNode node : nodes.stream().sorted(IMPORTANT_FIRST).toList()) {
            Money needed = node.pricePerHour().perHourFor(left);
            if (needed.compareTo(room) <= 0) {
                room = room.minus(needed);
            } else {
                going.add(node);
            }
        }
        return going;
    }
}
