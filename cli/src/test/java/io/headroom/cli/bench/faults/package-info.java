/// Tests of what the measuring itself decides.
@NullMarked
package io.headroom.cli.bench.faults;

import org.jspecify.annotations.NullMarked;
