/// What holds for all of the replay.
@NullMarked
package io.headroom.replay;

import org.jspecify.annotations.NullMarked;
