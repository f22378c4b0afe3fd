/// A trace under several policies, side by side. Start at [FleetComparison].
@NullMarked
package io.headroom.replay.compare;

import org.jspecify.annotations.NullMarked;
