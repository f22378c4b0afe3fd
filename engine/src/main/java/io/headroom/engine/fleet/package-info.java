/// The snapshot that every decision sees: nodes with what stands on them, and the workloads that wait. Start at [Fleet].
@NullMarked
package io.headroom.engine.fleet;

import org.jspecify.annotations.NullMarked;
