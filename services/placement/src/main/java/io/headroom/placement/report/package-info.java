/// What nodes say of replicas, and what that makes of their workloads. Start at [Reports].
@NullMarked
package io.headroom.placement.report;

import org.jspecify.annotations.NullMarked;
