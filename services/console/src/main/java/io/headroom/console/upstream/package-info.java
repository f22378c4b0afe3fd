/// The services behind the console: where they are and how they are asked.
@NullMarked
package io.headroom.console.upstream;

import org.jspecify.annotations.NullMarked;
