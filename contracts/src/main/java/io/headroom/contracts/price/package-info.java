/// What machines cost beyond a list: power by the time of day, capital, and prices that are known to change.
@NullMarked
package io.headroom.contracts.price;

import org.jspecify.annotations.NullMarked;
