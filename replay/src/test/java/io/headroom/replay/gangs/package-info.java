/// Tests of the replay of gangs.
@NullMarked
package io.headroom.replay.gangs;

import org.jspecify.annotations.NullMarked;
