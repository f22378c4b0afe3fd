/// What is expected of the inbox, without a bus or a database.
@NullMarked
package io.headroom.platform.inbox;

import org.jspecify.annotations.NullMarked;
