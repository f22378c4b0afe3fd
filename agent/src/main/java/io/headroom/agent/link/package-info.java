/// The agent's one connection to its cell.
@NullMarked
package io.headroom.agent.link;

import org.jspecify.annotations.NullMarked;
