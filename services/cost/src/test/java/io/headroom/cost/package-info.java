/// Tests of the cost service against the real PostgreSQL and the real nats-server.
@NullMarked
package io.headroom.cost;

import org.jspecify.annotations.NullMarked;
