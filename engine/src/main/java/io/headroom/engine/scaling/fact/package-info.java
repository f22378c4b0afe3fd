/// What is known when a plan is made, and what comes out of it. Start at [ScalingFacts].
@NullMarked
package io.headroom.engine.scaling.fact;

import org.jspecify.annotations.NullMarked;
