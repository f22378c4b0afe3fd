/// What was spent, by node and by workload. Start at [LedgerResource].
@NullMarked
package io.headroom.cost.ledger;

import org.jspecify.annotations.NullMarked;
