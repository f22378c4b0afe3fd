@NullMarked
package io.headroom.engine.scaling.leave;

import org.jspecify.annotations.NullMarked;
