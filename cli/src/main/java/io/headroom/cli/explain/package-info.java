/// Answers "why?": the reason that binds first, then how it came to be.
@NullMarked
package io.headroom.cli.explain;

import org.jspecify.annotations.NullMarked;
