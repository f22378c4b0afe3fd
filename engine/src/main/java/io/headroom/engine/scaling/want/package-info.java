/// Why nodes are bought: what waits, what is foreseen, what a pool always keeps. Start at [ForShortfall].
@NullMarked
package io.headroom.engine.scaling.want;

import org.jspecify.annotations.NullMarked;
