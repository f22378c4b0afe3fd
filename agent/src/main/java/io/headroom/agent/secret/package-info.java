/// How a node comes by the secrets of its replicas. Start at [AskedSecrets].
@NullMarked
package io.headroom.agent.secret;

import org.jspecify.annotations.NullMarked;
