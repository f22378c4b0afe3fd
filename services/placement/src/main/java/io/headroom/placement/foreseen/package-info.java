/// What demand-forecast expects: nodes are filled so that it will find room, too. Start at [ForecastEvents].
@NullMarked
package io.headroom.placement.foreseen;

import org.jspecify.annotations.NullMarked;
