/// The spend lease: the node ends itself before its money does.
@NullMarked
package io.headroom.agent.lease;

import org.jspecify.annotations.NullMarked;
