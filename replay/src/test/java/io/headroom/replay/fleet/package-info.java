/// Tests of the fleet's replay.
@NullMarked
package io.headroom.replay.fleet;

import org.jspecify.annotations.NullMarked;
