@NullMarked
package io.headroom.engine.scaling.want;

import org.jspecify.annotations.NullMarked;
