/// What was wanted, by queue and by requests, and the past that is lent to what has none: start at [DemandHistory].
@NullMarked
package io.headroom.engine.forecast.demand;

import org.jspecify.annotations.NullMarked;
