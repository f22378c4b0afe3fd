/// How good forecasts are, held against what is known about the measures.
@NullMarked
package io.headroom.replay.evaluate.m4;

import org.jspecify.annotations.NullMarked;
