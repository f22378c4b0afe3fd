package io.headroom.contracts.budget;

import java.time.Instant;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// No node of the purchase may be launched.
///
/// @param budget which refused first; @param missing what it lacks
/// @param retryNotBefore when more may be free: a lease's end, a period's end
@EventName(context = "cost", name = "spend-denied")
public record SpendDenied(PurchaseId purchase, String budget, Money missing, Instant retryNotBefore)
        implements Event {

    @Override
    public String key() {
        return purchase.toString();
    }

    @Override
    public long version() {
        return 2;
    }
}
