/// What was decided from what.
@NullMarked
package io.headroom.placement.decision;

import org.jspecify.annotations.NullMarked;
