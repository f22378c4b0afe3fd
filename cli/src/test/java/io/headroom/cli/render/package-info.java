/// Tests of the command line.
@NullMarked
package io.headroom.cli.render;

import org.jspecify.annotations.NullMarked;
