/// What the wire protocols share.
@NullMarked
package io.headroom.cloudsim.wire;

import org.jspecify.annotations.NullMarked;
