/// Tests of the command line.
@NullMarked
package io.headroom.cli.api;

import org.jspecify.annotations.NullMarked;
