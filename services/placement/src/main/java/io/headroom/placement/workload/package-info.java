/// What tenants submit and what becomes of it. Start at [WorkloadsResource].
@NullMarked
package io.headroom.placement.workload;

import org.jspecify.annotations.NullMarked;
