/// What nobody says of itself: boots that take too long, silence, machines that no row knows. Start at [Watch] and [Sweep].
@NullMarked
package io.headroom.provisioning.watch;

import org.jspecify.annotations.NullMarked;
