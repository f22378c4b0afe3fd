/// Whether money may be spent: leases that are paid in advance, and what became of them. Start at [SpendGuard].
@NullMarked
package io.headroom.engine.budget;

import org.jspecify.annotations.NullMarked;
