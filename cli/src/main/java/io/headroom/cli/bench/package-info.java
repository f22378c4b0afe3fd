/// How fast it is: benchmarks of the engine and of the whole system.
@NullMarked
package io.headroom.cli.bench;

import org.jspecify.annotations.NullMarked;
