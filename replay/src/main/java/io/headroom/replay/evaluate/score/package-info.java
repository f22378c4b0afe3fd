/// How far a forecast was off, and what it took to make.
@NullMarked
package io.headroom.replay.evaluate.score;

import org.jspecify.annotations.NullMarked;
