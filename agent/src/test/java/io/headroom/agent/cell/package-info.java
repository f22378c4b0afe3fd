/// A cell as an agent sees it, with a real nats-server.
@NullMarked
package io.headroom.agent.cell;

import org.jspecify.annotations.NullMarked;
