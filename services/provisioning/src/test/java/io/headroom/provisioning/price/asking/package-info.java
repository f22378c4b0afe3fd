/// Whether a price that a list has is believed.
@NullMarked
package io.headroom.provisioning.price.asking;

import org.jspecify.annotations.NullMarked;
