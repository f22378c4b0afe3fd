/// The loop: a snapshot, a plan, a commit. Start at [BindingLoop].
@NullMarked
package io.headroom.placement.binding;

import org.jspecify.annotations.NullMarked;
