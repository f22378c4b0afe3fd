/// How an agent gets its identity, once, and keeps it.
@NullMarked
package io.headroom.agent.join;

import org.jspecify.annotations.NullMarked;
