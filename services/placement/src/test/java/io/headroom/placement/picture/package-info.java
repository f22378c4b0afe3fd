/// Tests of the picture that a turn of the loop decides from.
@NullMarked
package io.headroom.placement.picture;

import org.jspecify.annotations.NullMarked;
