/// What a node more or less is worth: the newsvendor, and what it means for an idle one. Start at [Newsvendor].
@NullMarked
package io.headroom.engine.scaling.worth;

import org.jspecify.annotations.NullMarked;
