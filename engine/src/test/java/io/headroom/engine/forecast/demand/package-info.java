@NullMarked
package io.headroom.engine.forecast.demand;

import org.jspecify.annotations.NullMarked;
