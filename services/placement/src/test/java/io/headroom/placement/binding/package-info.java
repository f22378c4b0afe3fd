/// Tests of what a turn of the loop says.
@NullMarked
package io.headroom.placement.binding;

import org.jspecify.annotations.NullMarked;
