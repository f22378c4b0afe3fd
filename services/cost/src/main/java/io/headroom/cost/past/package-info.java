/// What was spent by now, as far as a budget's scope can tell it apart. Start at [PastSpending].
@NullMarked
package io.headroom.cost.past;

import org.jspecify.annotations.NullMarked;
