/// A whole fleet in virtual time: the same planners as in the live services, driven by a trace. Start at [FleetReplay].
@NullMarked
package io.headroom.replay.fleet;

import org.jspecify.annotations.NullMarked;
