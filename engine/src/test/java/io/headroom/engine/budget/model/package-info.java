/// Every interleaving of the lease protocol in a small world, on the real decisions. Start at [LeaseProtocolTest].
@NullMarked
package io.headroom.engine.budget.model;

import org.jspecify.annotations.NullMarked;
