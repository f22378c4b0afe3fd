/// The log of calls to the simulated providers, in real time.
@NullMarked
package io.headroom.cloudsim.call;

import org.jspecify.annotations.NullMarked;
