/// The simulated clouds: real wire protocols in front, machines on virtual time behind.
@NullMarked
package io.headroom.cloudsim;

import org.jspecify.annotations.NullMarked;
