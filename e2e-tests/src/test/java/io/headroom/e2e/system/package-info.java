/// The running system that the tests look at from outside. Start at [RunningSystem].
@NullMarked
package io.headroom.e2e.system;

import org.jspecify.annotations.NullMarked;
