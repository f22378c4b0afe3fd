/// Tests of what packing counts.
@NullMarked
package io.headroom.engine.placement.packing;

import org.jspecify.annotations.NullMarked;
