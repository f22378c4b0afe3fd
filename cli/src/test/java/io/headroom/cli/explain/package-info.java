/// Tests of what is said of the why.
@NullMarked
package io.headroom.cli.explain;

import org.jspecify.annotations.NullMarked;
