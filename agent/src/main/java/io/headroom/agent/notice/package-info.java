/// Hears from the provider that it takes the machine back: one file for each way a provider says so.
@NullMarked
package io.headroom.agent.notice;

import org.jspecify.annotations.NullMarked;
