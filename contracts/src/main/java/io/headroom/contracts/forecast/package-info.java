/// What demand is expected to be, with its doubt.
@NullMarked
package io.headroom.contracts.forecast;

import org.jspecify.annotations.NullMarked;
