/// What becomes of nodes that are bought together when a provider refuses one of them. Start at [StandIns].
@NullMarked
package io.headroom.provisioning.gang;

import org.jspecify.annotations.NullMarked;
