/// What machines of our own are charged, by load and by the time of day. Start at [OwnBills].
@NullMarked
package io.headroom.provisioning.own;

import org.jspecify.annotations.NullMarked;
