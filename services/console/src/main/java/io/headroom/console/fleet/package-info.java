/// What there is, what it costs and why, put together from events.
@NullMarked
package io.headroom.console.fleet;

import org.jspecify.annotations.NullMarked;
