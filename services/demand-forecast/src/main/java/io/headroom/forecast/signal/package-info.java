/// What people know of the future.
@NullMarked
package io.headroom.forecast.signal;

import org.jspecify.annotations.NullMarked;
