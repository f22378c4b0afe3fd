/// The agent as a process of its own, one on each machine. Start at [NodeAgentMain].
@NullMarked
package io.headroom.nodeagent;

import org.jspecify.annotations.NullMarked;
