/// What budgets have left, and who has it. Start at [NextLeases].
@NullMarked
package io.headroom.engine.scaling.money;

import org.jspecify.annotations.NullMarked;
