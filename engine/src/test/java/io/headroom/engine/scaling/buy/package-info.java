@NullMarked
package io.headroom.engine.scaling.buy;

import org.jspecify.annotations.NullMarked;
