/// How models share their say.
@NullMarked
package io.headroom.engine.forecast.combine;

import org.jspecify.annotations.NullMarked;
