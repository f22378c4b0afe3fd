/// The nodes as people see them, and draining one. Start at [NodesResource].
@NullMarked
package io.headroom.provisioning.fleet;

import org.jspecify.annotations.NullMarked;
