/// What machines cost, from when on. Start at [PricesResource].
@NullMarked
package io.headroom.cost.price;

import org.jspecify.annotations.NullMarked;
