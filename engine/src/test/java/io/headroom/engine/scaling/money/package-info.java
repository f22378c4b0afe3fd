@NullMarked
package io.headroom.engine.scaling.money;

import org.jspecify.annotations.NullMarked;
