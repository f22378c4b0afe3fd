/// Tests of messages to people's own addresses.
@NullMarked
package io.headroom.cost.webhook;

import org.jspecify.annotations.NullMarked;
