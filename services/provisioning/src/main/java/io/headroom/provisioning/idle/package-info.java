/// Why a node on which nothing runs is still there. Start at [KeptNodes].
@NullMarked
package io.headroom.provisioning.idle;

import org.jspecify.annotations.NullMarked;
