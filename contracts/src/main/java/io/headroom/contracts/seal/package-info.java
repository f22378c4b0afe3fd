/// How a value travels that only its receiver may read, whatever carries it. Start at [Sealed].
@NullMarked
package io.headroom.contracts.seal;

import org.jspecify.annotations.NullMarked;
