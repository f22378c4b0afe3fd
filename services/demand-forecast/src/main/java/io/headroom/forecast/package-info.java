/// Learns what is wanted and says what will be. Start at [io.headroom.forecast.outlook.ForecastLoop].
@NullMarked
package io.headroom.forecast;

import org.jspecify.annotations.NullMarked;
