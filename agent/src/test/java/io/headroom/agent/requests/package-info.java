@NullMarked
package io.headroom.agent.requests;

import org.jspecify.annotations.NullMarked;
