/// Gangs and small work side by side over time: who waits how long under each way of ordering a queue. Start at [GangReplay].
@NullMarked
package io.headroom.replay.gangs;

import org.jspecify.annotations.NullMarked;
