@NullMarked
package io.headroom.forecast.accuracy;

import org.jspecify.annotations.NullMarked;
