/// What machines cost by list, who says so, and since when. Start at [ListPrices].
@NullMarked
package io.headroom.provisioning.price;

import org.jspecify.annotations.NullMarked;
