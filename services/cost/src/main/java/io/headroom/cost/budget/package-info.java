/// Budgets as people declare them, how they stand, and their thresholds. Start at [BudgetsResource].
@NullMarked
package io.headroom.cost.budget;

import org.jspecify.annotations.NullMarked;
