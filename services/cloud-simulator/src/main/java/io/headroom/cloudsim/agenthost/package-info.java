/// Agents on simulated machines: what runs once a machine has booted.
@NullMarked
package io.headroom.cloudsim.agenthost;

import org.jspecify.annotations.NullMarked;
