/// The agent's state folder.
@NullMarked
package io.headroom.agent.disk;

import org.jspecify.annotations.NullMarked;
