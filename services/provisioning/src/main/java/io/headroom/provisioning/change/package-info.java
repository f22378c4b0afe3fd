/// What happened to nodes, gathered and committed together with what is learned from it. Start at [ChangeQueue].
@NullMarked
package io.headroom.provisioning.change;

import org.jspecify.annotations.NullMarked;
