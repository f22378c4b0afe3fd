/// Reads traces of what really happened; what cannot be read is named with its line and field.
@NullMarked
package io.headroom.replay.trace;

import org.jspecify.annotations.NullMarked;
