/// What replicas wrote: asked from the node while they run, and the end of it after that. Start at [LogsResource].
@NullMarked
package io.headroom.placement.log;

import org.jspecify.annotations.NullMarked;
