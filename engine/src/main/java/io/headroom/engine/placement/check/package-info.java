/// Counts a plan again before it leaves, from the fleet and not from what the plan thought it was. Start at [PlanCheck].
@NullMarked
package io.headroom.engine.placement.check;

import org.jspecify.annotations.NullMarked;
