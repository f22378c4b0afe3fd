/// Tests of what was decided and is kept.
@NullMarked
package io.headroom.placement.decision;

import org.jspecify.annotations.NullMarked;
