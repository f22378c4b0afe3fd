/// Demand that jumps for good, and demand that does not.
@NullMarked
package io.headroom.engine.forecast.change;

import org.jspecify.annotations.NullMarked;
