/// What a node does: start at [NodeAgent].
@NullMarked
package io.headroom.agent;

import org.jspecify.annotations.NullMarked;
