/// Replicas as processes of this machine. Start at [ProcessRuntime].
@NullMarked
package io.headroom.agent.replica.process;

import org.jspecify.annotations.NullMarked;
