package io.headroom.engine.scaling;

import java.time.Instant;

import io.headroom.contracts.budget.Money;

/// A budget that said no: what costs as much or more need not be asked for again before `until`.
public record Refusal(
        String pool,
        String tenant,
        String environment,
        Money worstPerHour,
        Instant until,
        String budget,
        Money missing) {

    boolean blocks(Offer offer, String forTenant, String forEnvironment, Instant now) {
        return now.isBefore(until)
                && pool.equals(offer.pool())
                && tenant.equals(forTenant)
                && environment.equals(forEnvironment)
                && offer.worstPerHour().compareTo(worstPerHour) >= 0;
    }
}
