package io.headroom.engine.budget;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.lease.PaidNode;

/// What became of a request for money.
public sealed interface SpendDecision {

    /// Every node has its lease; the postings pay for them.
    record Granted(List<PaidNode> nodes, List<Posting> postings) implements SpendDecision {}

    /// No node has one.
    ///
    /// @param by the first budget that refuses; @param missing what it lacks
    /// @param rule which of its rules does
    record Denied(String by, Money missing, Instant retryNotBefore, Rule rule)
            implements SpendDecision {

        public Denied(String by, Money missing, Instant retryNotBefore) {
            this(by, missing, retryNotBefore, Rule.MONEY);
        }
    }

    /// Why money is not given.
    enum Rule {
        /// There is not enough.
        MONEY,
        SPOT_ONLY,
        STOP_NON_PRODUCTION,
        DRAIN
    }
}
