/// Planted breaches of what keeps the engine pure.
@NullMarked
package io.headroom.testkit.rules.sample.engine;

import org.jspecify.annotations.NullMarked;
