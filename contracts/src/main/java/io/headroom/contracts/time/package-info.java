/// Virtual time: the one clock that all processes of a running system share.
@NullMarked
package io.headroom.contracts.time;

import org.jspecify.annotations.NullMarked;
