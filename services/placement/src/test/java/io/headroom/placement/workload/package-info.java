/// What reports make of workloads, without a database.
@NullMarked
package io.headroom.placement.workload;

import org.jspecify.annotations.NullMarked;
