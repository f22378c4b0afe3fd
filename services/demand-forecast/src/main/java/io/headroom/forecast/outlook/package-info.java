/// What is foreseen, and said. Start at [ForecastLoop].
@NullMarked
package io.headroom.forecast.outlook;

import org.jspecify.annotations.NullMarked;
