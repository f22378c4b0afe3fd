@NullMarked
package io.headroom.engine.scaling.fact;

import org.jspecify.annotations.NullMarked;
