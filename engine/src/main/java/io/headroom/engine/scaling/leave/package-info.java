/// Which nodes go. Start at [GiveBack].
@NullMarked
package io.headroom.engine.scaling.leave;

import org.jspecify.annotations.NullMarked;
