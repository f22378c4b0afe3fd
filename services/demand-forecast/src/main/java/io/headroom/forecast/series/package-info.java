/// What was wanted, by the minute.
@NullMarked
package io.headroom.forecast.series;

import org.jspecify.annotations.NullMarked;
