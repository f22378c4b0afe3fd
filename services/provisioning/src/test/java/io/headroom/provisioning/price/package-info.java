/// What is believed of prices, and which of those that were said holds.
@NullMarked
package io.headroom.provisioning.price;

import org.jspecify.annotations.NullMarked;
