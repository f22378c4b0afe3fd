/// What the node is told to run, and that nothing older replaces it.
@NullMarked
package io.headroom.agent.desired;

import org.jspecify.annotations.NullMarked;
