/// Whether money may be spent: leases that are paid in advance, and what became of them. Start at [SpendGuard]; below it, each standing on
/// the ones before: `period`, `limit`, `book`, `lease`, `outlook`.
@NullMarked
package io.headroom.engine.budget;

import org.jspecify.annotations.NullMarked;
