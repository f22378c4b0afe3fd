/// How sure a forecast is: what was off on the past, by horizon, demand and phase.
@NullMarked
package io.headroom.engine.forecast.doubt;

import org.jspecify.annotations.NullMarked;
