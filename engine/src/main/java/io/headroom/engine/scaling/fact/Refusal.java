package io.headroom.engine.scaling.fact;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;

/// A budget that said no: what costs as much or more need not be asked for again before `until`.
///
/// @param unless machines of this capacity type may be asked for all the same, at any price
public record Refusal(
        String pool,
        String tenant,
        String environment,
        Money worstPerHour,
        Instant until,
        String budget,
        Money missing,
        @Nullable CapacityType unless) {

    public Refusal(
            String pool,
            String tenant,
            String environment,
            Money worstPerHour,
            Instant until,
            String budget,
            Money missing) {
        this(pool, tenant, environment, worstPerHour, until, budget, missing, null);
    }

    public boolean blocks(Offer offer, String forTenant, String forEnvironment, Instant now) {
        return now.isBefore(until)
                && (unless == null || unless != offer.capacityType())
                && pool.equals(offer.pool())
                && tenant.equals(forTenant)
                && environment.equals(forEnvironment)
                && offer.worstPerHour().compareTo(worstPerHour) >= 0;
    }
}
