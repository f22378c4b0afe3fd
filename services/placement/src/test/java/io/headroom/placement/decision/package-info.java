/// Tests of decisions that are kept.
@NullMarked
package io.headroom.placement.decision;

import org.jspecify.annotations.NullMarked;
