/// What is missing: shapes of replicas and the shortfall of a lane.
@NullMarked
package io.headroom.contracts.capacity;

import org.jspecify.annotations.NullMarked;
