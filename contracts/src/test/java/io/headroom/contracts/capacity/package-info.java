/// Tests of what is said about capacity.
@NullMarked
package io.headroom.contracts.capacity;

import org.jspecify.annotations.NullMarked;
