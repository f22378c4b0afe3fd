package io.headroom.engine.budget;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.budget.Money;

/// What became of a request for money.
public sealed interface SpendDecision {

    /// Every node has its lease; the postings pay for them.
    record Granted(List<PaidNode> nodes, List<Posting> postings) implements SpendDecision {}

    /// No node has one.
    ///
    /// @param by the first budget that refuses; @param missing what it lacks
    record Denied(String by, Money missing, Instant retryNotBefore) implements SpendDecision {}
}
