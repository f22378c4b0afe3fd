/// Tests of what demand is made of.
@NullMarked
package io.headroom.forecast.measure;

import org.jspecify.annotations.NullMarked;
