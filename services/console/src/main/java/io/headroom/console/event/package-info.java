/// The latest events, to be listed and followed.
@NullMarked
package io.headroom.console.event;

import org.jspecify.annotations.NullMarked;
