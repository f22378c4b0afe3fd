/// Money: who may spend how much, what was paid in advance, and what it became. Start at `lease/LeaseDesk`.
@NullMarked
package io.headroom.cost;

import org.jspecify.annotations.NullMarked;
