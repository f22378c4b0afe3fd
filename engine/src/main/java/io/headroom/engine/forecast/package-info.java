/// Forecasts of demand that say how unsure they are: start at [Forecaster].
@NullMarked
package io.headroom.engine.forecast;

import org.jspecify.annotations.NullMarked;
