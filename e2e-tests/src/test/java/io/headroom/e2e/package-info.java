/// What Headroom promises, tried on the real processes from outside.
@NullMarked
package io.headroom.e2e;

import org.jspecify.annotations.NullMarked;
