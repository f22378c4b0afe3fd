/// The node's GPUs, and how busy they are.
@NullMarked
package io.headroom.agent.device;

import org.jspecify.annotations.NullMarked;
