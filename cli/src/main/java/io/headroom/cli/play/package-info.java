/// A slice of a real trace, played into a running system and judged. Start at [Performance].
@NullMarked
package io.headroom.cli.play;

import org.jspecify.annotations.NullMarked;
