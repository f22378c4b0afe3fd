package io.headroom.engine.budget;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.lease.Settled;

/// Whether a lease goes on. Either way the node was settled up to now.
public sealed interface RenewalDecision {

    Settled settled();

    /// It goes on; the postings hold what was settled and what is paid in advance anew.
    record Renewed(Settled settled) implements RenewalDecision {}

    /// It does not: the node must be gone before the lease's end.
    record Refused(Settled settled, String by, Money missing, SpendDecision.Rule rule)
            implements RenewalDecision {}
}
