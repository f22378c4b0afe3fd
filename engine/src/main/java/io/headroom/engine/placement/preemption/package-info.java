/// Who must make room for whom: what the rules allow, the least work lost, and never for nothing. Start at [VictimSearch].
@NullMarked
package io.headroom.engine.placement.preemption;

import org.jspecify.annotations.NullMarked;
