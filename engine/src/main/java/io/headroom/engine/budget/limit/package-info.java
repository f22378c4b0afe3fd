/// What budgets say: whom they are over, how much, and what is refused under them.
@NullMarked
package io.headroom.engine.budget.limit;

import org.jspecify.annotations.NullMarked;
