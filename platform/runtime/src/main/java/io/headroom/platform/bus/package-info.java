/// How events travel: the NATS connection, the JetStream connector, dead letters. Start at [JetStreamConnector].
@NullMarked
package io.headroom.platform.bus;

import org.jspecify.annotations.NullMarked;
