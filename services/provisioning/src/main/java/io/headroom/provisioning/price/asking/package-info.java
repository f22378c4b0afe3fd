/// Asks providers what their machines cost, and whether to believe it. Start at [PriceImport].
@NullMarked
package io.headroom.provisioning.price.asking;

import org.jspecify.annotations.NullMarked;
