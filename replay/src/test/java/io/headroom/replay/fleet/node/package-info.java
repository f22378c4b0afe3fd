/// Tests of what pays for the machines.
@NullMarked
package io.headroom.replay.fleet.node;

import org.jspecify.annotations.NullMarked;
