/// Tests of what the measuring itself decides.
@NullMarked
package io.headroom.cli.bench.system;

import org.jspecify.annotations.NullMarked;
