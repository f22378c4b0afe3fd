/// The console tried from outside, with services played by small servers.
@NullMarked
package io.headroom.console;

import org.jspecify.annotations.NullMarked;
