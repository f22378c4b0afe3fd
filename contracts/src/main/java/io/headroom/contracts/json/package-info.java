/// The one way to write and read JSON. Start at [HeadroomJson].
@NullMarked
package io.headroom.contracts.json;

import org.jspecify.annotations.NullMarked;
