/// How the code of this project is written, as rules that a build can hold. Start at [HouseRules] and [TextRules].
@NullMarked
package io.headroom.testkit.rules;

import org.jspecify.annotations.NullMarked;
