@NullMarked
package io.headroom.engine.scaling.worth;

import org.jspecify.annotations.NullMarked;
