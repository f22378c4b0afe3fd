/// Tests of how history is read.
@NullMarked
package io.headroom.forecast.signal;

import org.jspecify.annotations.NullMarked;
