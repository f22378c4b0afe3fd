/// Tests of whose turn it is.
@NullMarked
package io.headroom.engine.fairness;

import org.jspecify.annotations.NullMarked;
