/// How long replicas take until they are ready to serve. Start at [Readiness].
@NullMarked
package io.headroom.agent.ready;

import org.jspecify.annotations.NullMarked;
