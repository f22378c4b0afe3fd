package io.headroom.placement.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.headroom.contracts.budget.BudgetOpened;
import io.headroom.contracts.budget.BudgetThresholdReached;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.inbox.Inbox;

/// Hears which budgets take no new work.
@ApplicationScoped
public class CostEvents {

    private final Inbox inbox;
    private final RefusingBudgets budgets;

    @Inject
    CostEvents(Inbox inbox, RefusingBudgets budgets) {
        this.inbox = inbox;
        this.budgets = budgets;
    }

    @Incoming("cost")
    Uni<Void> hear(InboundEvent event) {
        return inbox.once(
                event,
                session ->
                        event.is(BudgetThresholdReached.class)
                                ? budgets.reached(session, event.as(BudgetThresholdReached.class))
                                : budgets.opened(session, event.as(BudgetOpened.class)));
    }
}
