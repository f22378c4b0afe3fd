/// Planted breaches of names and of who may depend on whom.
@NullMarked
package io.headroom.testkit.rules.sample.placement;

import org.jspecify.annotations.NullMarked;
