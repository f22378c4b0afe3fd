/// What other currencies are in dollars, from when on. Start at [RatesResource].
@NullMarked
package io.headroom.cost.rate;

import org.jspecify.annotations.NullMarked;
