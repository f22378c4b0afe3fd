/// Jobs from their arrival to their end, and the agenda of all that is going to happen. Start at [Work].
@NullMarked
package io.headroom.replay.fleet.work;

import org.jspecify.annotations.NullMarked;
