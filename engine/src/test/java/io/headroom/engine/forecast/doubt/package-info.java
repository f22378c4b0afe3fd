/// How errors become doubt.
@NullMarked
package io.headroom.engine.forecast.doubt;

import org.jspecify.annotations.NullMarked;
