package io.headroom.contracts.budget;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// No node of the purchase may be launched.
///
/// @param budget which refused first; @param missing what it lacks
/// @param retryNotBefore when more may be free: a lease's end, a period's end
/// @param rule which of its rules refused: `money`, `spot-only`, `stop-non-production` or `drain`
@EventName(context = "cost", name = "spend-denied")
public record SpendDenied(
        PurchaseId purchase,
        String budget,
        Money missing,
        Instant retryNotBefore,
        @Nullable String rule)
        implements Event {

    public SpendDenied(PurchaseId purchase, String budget, Money missing, Instant retryNotBefore) {
        this(purchase, budget, missing, retryNotBefore, "money");
    }

    @Override
    public String key() {
        return purchase.toString();
    }

    @Override
    public long version() {
        return 2;
    }
}
