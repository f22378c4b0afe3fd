/// Tests of the command line.
@NullMarked
package io.headroom.cli;

import org.jspecify.annotations.NullMarked;
