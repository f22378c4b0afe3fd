/// The kept document of the API, against what is written on the wire.
@NullMarked
package io.headroom.contracts.openapi;

import org.jspecify.annotations.NullMarked;
