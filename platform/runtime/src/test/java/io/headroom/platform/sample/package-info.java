/// A service as small as can be, on which the platform is tried.
@NullMarked
package io.headroom.platform.sample;

import org.jspecify.annotations.NullMarked;
