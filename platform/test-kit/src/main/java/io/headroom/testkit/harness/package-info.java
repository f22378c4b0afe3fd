/// Starts the real PostgreSQL and the real nats-server for tests of services, and hurts them. Start at [HeadroomInfrastructure].
@NullMarked
package io.headroom.testkit.harness;

import org.jspecify.annotations.NullMarked;
