/// What the agent says: reports that survive loss, heartbeats, telemetry.
@NullMarked
package io.headroom.agent.report;

import org.jspecify.annotations.NullMarked;
