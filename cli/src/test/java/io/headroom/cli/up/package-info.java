/// Tests of the command line.
@NullMarked
package io.headroom.cli.up;

import org.jspecify.annotations.NullMarked;
