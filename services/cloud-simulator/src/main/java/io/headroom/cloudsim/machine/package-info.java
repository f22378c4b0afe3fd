/// The life of a simulated machine, from its order to the end of its bill. Start at [Machines].
@NullMarked
package io.headroom.cloudsim.machine;

import org.jspecify.annotations.NullMarked;
