@NullMarked
package io.headroom.engine.scaling.learned;

import org.jspecify.annotations.NullMarked;
