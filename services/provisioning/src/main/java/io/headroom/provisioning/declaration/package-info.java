/// What happens when an operator declares a pool: checked, asked of its provider, and nodes that it does not hold any more drained. Start
/// at [PoolsResource].
@NullMarked
package io.headroom.provisioning.declaration;

import org.jspecify.annotations.NullMarked;
