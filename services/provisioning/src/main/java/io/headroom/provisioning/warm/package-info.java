/// Nodes that are stopped instead of ended, and woken again. Start at [Stops] and [WakeIntent].
@NullMarked
package io.headroom.provisioning.warm;

import org.jspecify.annotations.NullMarked;
