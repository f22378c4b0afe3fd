/// The inner loop of placement: which node takes one replica, in plain numbers. Start at [Packer].
@NullMarked
package io.headroom.engine.placement.packing;

import org.jspecify.annotations.NullMarked;
