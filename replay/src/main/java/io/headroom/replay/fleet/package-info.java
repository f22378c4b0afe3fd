/// A whole fleet in virtual time: the same planners as in the live services, driven by a trace. Start at [FleetReplay].
///
/// Each of its rooms uses only those after it: `move`, `node`, `foresight`, `work`, `score`, `given`.
@NullMarked
package io.headroom.replay.fleet;

import org.jspecify.annotations.NullMarked;
