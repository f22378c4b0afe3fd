/// Something for planted breaches to depend on.
@NullMarked
package io.headroom.testkit.rules.sample.replay;

import org.jspecify.annotations.NullMarked;
