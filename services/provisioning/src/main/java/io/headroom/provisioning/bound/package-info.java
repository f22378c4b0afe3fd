/// Which bounds hold back what forecasts ask for. Start at [Bounds].
@NullMarked
package io.headroom.provisioning.bound;

import org.jspecify.annotations.NullMarked;
