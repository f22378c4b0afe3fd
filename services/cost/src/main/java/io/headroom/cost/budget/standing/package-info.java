/// How budgets stand: their rows and accounts, their periods and hours, and what is shown and said of them. Start at [Statuses].
@NullMarked
package io.headroom.cost.budget.standing;

import org.jspecify.annotations.NullMarked;
