/// What provisioning says of its pools: enough to refuse what none could hold.
@NullMarked
package io.headroom.placement.pool;

import org.jspecify.annotations.NullMarked;
