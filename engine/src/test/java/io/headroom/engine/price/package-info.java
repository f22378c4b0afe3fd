/// What machines cost by the time of day, by load and by commitment.
@NullMarked
package io.headroom.engine.price;

import org.jspecify.annotations.NullMarked;
