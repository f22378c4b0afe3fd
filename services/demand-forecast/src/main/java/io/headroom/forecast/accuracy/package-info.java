/// What forecasts were worth once the truth was there.
@NullMarked
package io.headroom.forecast.accuracy;

import org.jspecify.annotations.NullMarked;
