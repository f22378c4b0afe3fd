/// How many requests the node's replicas serve. Start at [RequestMeter].
@NullMarked
package io.headroom.agent.requests;

import org.jspecify.annotations.NullMarked;
