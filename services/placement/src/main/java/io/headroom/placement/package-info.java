/// Decides who goes where: workloads, the queue, lanes, and what each node shall run.
@NullMarked
package io.headroom.placement;

import org.jspecify.annotations.NullMarked;
