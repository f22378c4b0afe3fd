/// The trace that a decision belongs to, carried through requests, events and loops (start at [Trace]), and gauges that have a value for each name.
@NullMarked
package io.headroom.platform.telemetry;

import org.jspecify.annotations.NullMarked;
