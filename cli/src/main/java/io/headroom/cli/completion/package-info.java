/// Teaches shells what can be typed.
@NullMarked
package io.headroom.cli.completion;

import org.jspecify.annotations.NullMarked;
