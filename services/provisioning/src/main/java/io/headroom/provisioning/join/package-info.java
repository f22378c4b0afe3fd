/// How the agent of a new machine shows its one-time token and gets the identity that its node speaks under. Start at [JoinResource].
@NullMarked
package io.headroom.provisioning.join;

import org.jspecify.annotations.NullMarked;
