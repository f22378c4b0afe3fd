/// How long the inner loops of placement take. Start at [PackerBenchmark].
@NullMarked
package io.headroom.benchmarks;

import org.jspecify.annotations.NullMarked;
