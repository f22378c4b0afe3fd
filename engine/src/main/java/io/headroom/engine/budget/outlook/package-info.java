/// Where a budget's spending is going, and what one would have refused.
@NullMarked
package io.headroom.engine.budget.outlook;

import org.jspecify.annotations.NullMarked;
