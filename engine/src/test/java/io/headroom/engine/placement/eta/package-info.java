/// Tests of estimated starts.
@NullMarked
package io.headroom.engine.placement.eta;

import org.jspecify.annotations.NullMarked;
