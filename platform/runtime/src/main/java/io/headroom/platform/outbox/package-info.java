/// Events leave in the transaction that makes them true. Start at [Outbox]; [Relay] publishes.
@NullMarked
package io.headroom.platform.outbox;

import org.jspecify.annotations.NullMarked;
