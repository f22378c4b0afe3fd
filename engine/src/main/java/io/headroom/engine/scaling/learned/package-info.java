/// How long things took, learned from what was seen. Start at [Durations].
@NullMarked
package io.headroom.engine.scaling.learned;

import org.jspecify.annotations.NullMarked;
