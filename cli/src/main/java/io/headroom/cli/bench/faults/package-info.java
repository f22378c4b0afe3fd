/// Measures what faults cost: the demo's load, played without and with a kill -9 of every process. Start at [BenchFaultsCommand].
@NullMarked
package io.headroom.cli.bench.faults;

import org.jspecify.annotations.NullMarked;
