/// The loop: facts, plan, intents, steps. Start at [ScalingLoop].
@NullMarked
package io.headroom.provisioning.scaling;

import org.jspecify.annotations.NullMarked;
