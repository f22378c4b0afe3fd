/// The door: workloads come in, are refused by the field that is wrong, or are stored and said. Start at [Intake].
@NullMarked
package io.headroom.placement.intake;

import org.jspecify.annotations.NullMarked;
