/// One acts for a cell at a time, and its writes prove it. Start at [Leadership].
@NullMarked
package io.headroom.platform.leader;

import org.jspecify.annotations.NullMarked;
