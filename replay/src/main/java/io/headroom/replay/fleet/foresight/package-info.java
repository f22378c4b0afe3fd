/// What a policy knows of the demand to come: the live forecaster's word, or the truth. Start at [Foresight].
@NullMarked
package io.headroom.replay.fleet.foresight;

import org.jspecify.annotations.NullMarked;
