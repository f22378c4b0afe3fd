/// Which names a budget's scope can mean. Start at [KnownNames].
@NullMarked
package io.headroom.cost.known;

import org.jspecify.annotations.NullMarked;
