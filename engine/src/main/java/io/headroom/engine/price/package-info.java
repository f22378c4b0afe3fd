/// What machines cost by the time of day, by what runs on them, and by what was committed to. Start at [OwnCost] and [Coverage].
@NullMarked
package io.headroom.engine.price;

import org.jspecify.annotations.NullMarked;
