/// Each provider behind a lane of its own, so that one that hangs keeps nobody from the others. Start at [Providers].
@NullMarked
package io.headroom.provisioning.provider.lane;

import org.jspecify.annotations.NullMarked;
