/// What is promised about forecasts.
@NullMarked
package io.headroom.engine.forecast;

import org.jspecify.annotations.NullMarked;
