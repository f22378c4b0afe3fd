/// Tests of what demand is made of.
@NullMarked
package io.headroom.forecast.composition;

import org.jspecify.annotations.NullMarked;
