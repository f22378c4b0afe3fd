/// The policies that are compared: the published ones to beat, and Headroom's own as a replay drives it.
@NullMarked
package io.headroom.replay.rival;

import org.jspecify.annotations.NullMarked;
