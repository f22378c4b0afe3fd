/// What becomes of deadlines: said once when one will be missed ([DeadlineWatch]), counted when the work is over ([DeadlineCount]).
@NullMarked
package io.headroom.placement.deadline;

import org.jspecify.annotations.NullMarked;
