/// Something for planted breaches to depend on.
@NullMarked
package io.headroom.testkit.rules.sample.provisioning;

import org.jspecify.annotations.NullMarked;
