/// What the agents of nodes say live: that they are there, and how busy their GPUs are. Start at [Heartbeats].
@NullMarked
package io.headroom.provisioning.agent;

import org.jspecify.annotations.NullMarked;
