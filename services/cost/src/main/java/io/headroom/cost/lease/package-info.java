/// Leases: money that a node holds; granted, renewed, refused. Start at [LeaseDesk].
@NullMarked
package io.headroom.cost.lease;

import org.jspecify.annotations.NullMarked;
