/// A history made ready for arithmetic, and the arithmetic that models share: start at [Series].
@NullMarked
package io.headroom.engine.forecast.model.series;

import org.jspecify.annotations.NullMarked;
