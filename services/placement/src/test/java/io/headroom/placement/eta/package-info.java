/// Tests of what is thought of nodes on their way.
@NullMarked
package io.headroom.placement.eta;

import org.jspecify.annotations.NullMarked;
