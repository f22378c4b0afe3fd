/// Who goes where, who waits and why. Start at [PlacementPlanner]; one rule per file. Then, in the order in which a plan uses them: `board`, the fleet as it fills up;
/// `packing`, which of the nodes; `preemption` and `defrag`, who leaves or moves for whom; `check`, which counts the plan again; `eta`, when what waits will start.
@NullMarked
package io.headroom.engine.placement;

import org.jspecify.annotations.NullMarked;
