/// How good forecasts are, measured on series whose future is known: start at [EvaluateForecast].
@NullMarked
package io.headroom.replay.evaluate;

import org.jspecify.annotations.NullMarked;
