/// Tests of how history is read.
@NullMarked
package io.headroom.forecast.series;

import org.jspecify.annotations.NullMarked;
