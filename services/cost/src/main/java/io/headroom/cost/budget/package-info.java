/// Budgets as people declare them: what is refused, changed, warned of and tried dry. Start at [BudgetsResource].
@NullMarked
package io.headroom.cost.budget;

import org.jspecify.annotations.NullMarked;
