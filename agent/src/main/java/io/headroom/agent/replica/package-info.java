/// Replicas on this node: start, stop, find again after a restart.
@NullMarked
package io.headroom.agent.replica;

import org.jspecify.annotations.NullMarked;
