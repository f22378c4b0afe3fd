/// Money: limits, leases, and the requests for them.
@NullMarked
package io.headroom.contracts.budget;

import org.jspecify.annotations.NullMarked;
