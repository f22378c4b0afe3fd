/// How many requests come to what serves, as the nodes' agents count them, and what that needs. Start at [RatesHeard].
@NullMarked
package io.headroom.forecast.requests;

import org.jspecify.annotations.NullMarked;
