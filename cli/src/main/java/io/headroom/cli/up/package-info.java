/// Starts, watches and ends the processes of a Headroom on this machine.
@NullMarked
package io.headroom.cli.up;

import org.jspecify.annotations.NullMarked;
