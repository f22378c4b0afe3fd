/// What a replay is given: the jobs, the pools and their providers, and how an autoscaler goes about it. Start at [Scenario].
@NullMarked
package io.headroom.replay.fleet.given;

import org.jspecify.annotations.NullMarked;
