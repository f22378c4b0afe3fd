/// What the platform promises, tried on a sample service with the real PostgreSQL and the real nats-server.
@NullMarked
package io.headroom.platform;

import org.jspecify.annotations.NullMarked;
