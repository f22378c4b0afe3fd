/// Tests of what is declared in files.
@NullMarked
package io.headroom.cli.apply;

import org.jspecify.annotations.NullMarked;
