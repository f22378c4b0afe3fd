/// What would have been: traces replayed under policies.
@NullMarked
package io.headroom.cli.replay;

import org.jspecify.annotations.NullMarked;
