/// How a value refuses nonsense: every wrong field named at once.
@NullMarked
package io.headroom.contracts.check;

import org.jspecify.annotations.NullMarked;
