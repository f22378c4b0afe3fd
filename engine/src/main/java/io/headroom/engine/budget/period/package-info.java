/// When a budget's money is for: spans, and the periods that come back, roll, or hold at some hours.
@NullMarked
package io.headroom.engine.budget.period;

import org.jspecify.annotations.NullMarked;
