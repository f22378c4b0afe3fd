@NullMarked
package io.headroom.forecast.part;

import org.jspecify.annotations.NullMarked;
