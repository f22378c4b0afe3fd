/// What demand was made of, minute by minute, as it is told: of a series, and of each part of it.
@NullMarked
package io.headroom.forecast.composition;

import org.jspecify.annotations.NullMarked;
