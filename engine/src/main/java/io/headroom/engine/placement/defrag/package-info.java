/// Who is moved so that scattered room comes together, and what that is held against: what buying costs. Start at [Moving].
@NullMarked
package io.headroom.engine.placement.defrag;

import org.jspecify.annotations.NullMarked;
