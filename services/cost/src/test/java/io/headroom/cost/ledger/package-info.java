/// Money written down, as others read it.
@NullMarked
package io.headroom.cost.ledger;

import org.jspecify.annotations.NullMarked;
