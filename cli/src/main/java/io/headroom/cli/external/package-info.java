/// A PostgreSQL and a NATS that somebody else runs, instead of those that `up` starts.
@NullMarked
package io.headroom.cli.external;

import org.jspecify.annotations.NullMarked;
