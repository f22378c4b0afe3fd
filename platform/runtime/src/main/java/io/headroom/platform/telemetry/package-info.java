/// The trace that a decision belongs to, carried through requests, events and loops. Start at [Trace].
@NullMarked
package io.headroom.platform.telemetry;

import org.jspecify.annotations.NullMarked;
