/// Measures a system that runs: how soon it is ready, what it takes, and how fast it accepts and buys. Start at [BenchSystemCommand].
@NullMarked
package io.headroom.cli.bench.system;

import org.jspecify.annotations.NullMarked;
