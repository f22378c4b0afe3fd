@org.jspecify.annotations.NullMarked
package io.headroom.agent.ready;
