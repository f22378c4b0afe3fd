/// Tests of the comparison of policies.
@NullMarked
package io.headroom.replay.compare;

import org.jspecify.annotations.NullMarked;
