/// Tests of what becomes of jobs.
@NullMarked
package io.headroom.replay.fleet.work;

import org.jspecify.annotations.NullMarked;
