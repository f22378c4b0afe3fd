/// Changes of level that stay: start at [LevelChanges].
@NullMarked
package io.headroom.engine.forecast.change;

import org.jspecify.annotations.NullMarked;
