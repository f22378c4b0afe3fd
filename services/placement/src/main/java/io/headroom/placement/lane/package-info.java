/// Declared parts of the fleet.
@NullMarked
package io.headroom.placement.lane;

import org.jspecify.annotations.NullMarked;
