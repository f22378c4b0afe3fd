/// The packing protocol and the policies, by example and on the real trace.
@NullMarked
package io.headroom.replay.placement;

import org.jspecify.annotations.NullMarked;
