/// Delivered twice, done once. Start at [Inbox].
@NullMarked
package io.headroom.platform.inbox;

import org.jspecify.annotations.NullMarked;
