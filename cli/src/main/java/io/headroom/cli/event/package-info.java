/// The noun of what happened.
@NullMarked
package io.headroom.cli.event;

import org.jspecify.annotations.NullMarked;
