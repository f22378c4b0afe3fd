/// The forecast service itself with many series, in a real database.
@NullMarked
package io.headroom.cli.bench.live;

import org.jspecify.annotations.NullMarked;
