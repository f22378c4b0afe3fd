/// Offers, and the cheapest set of them. Start at [Market].
@NullMarked
package io.headroom.engine.scaling.buy;

import org.jspecify.annotations.NullMarked;
