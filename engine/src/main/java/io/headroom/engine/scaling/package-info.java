/// What to buy and give back, and why not more. Start at [ScalingPlanner].
@NullMarked
package io.headroom.engine.scaling;

import org.jspecify.annotations.NullMarked;
