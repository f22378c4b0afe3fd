@NullMarked
package io.headroom.engine.forecast.part;

import org.jspecify.annotations.NullMarked;
