/// Faults that a test or an operator switches on and off.
@NullMarked
package io.headroom.cloudsim.fault;

import org.jspecify.annotations.NullMarked;
