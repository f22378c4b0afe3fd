/// Placement, by example and by property.
@NullMarked
package io.headroom.engine.placement;

import org.jspecify.annotations.NullMarked;
