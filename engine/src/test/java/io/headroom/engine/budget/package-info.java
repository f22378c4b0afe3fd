/// Tests of the decisions on money.
@NullMarked
package io.headroom.engine.budget;

import org.jspecify.annotations.NullMarked;
