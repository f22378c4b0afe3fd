/// The domain's clock and timers that run on it. Start at [VirtualTimer].
@NullMarked
package io.headroom.platform.time;

import org.jspecify.annotations.NullMarked;
