/// Tests of the placement service against the real PostgreSQL and the real nats-server.
@NullMarked
package io.headroom.placement;

import org.jspecify.annotations.NullMarked;
