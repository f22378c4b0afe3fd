/// Who goes where, who waits and why. Start at [PlacementPlanner]; one rule per file.
@NullMarked
package io.headroom.engine.placement;

import org.jspecify.annotations.NullMarked;
