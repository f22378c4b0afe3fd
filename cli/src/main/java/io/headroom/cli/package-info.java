/// The `headroom` command: one file per thing that people type.
@NullMarked
package io.headroom.cli;

import org.jspecify.annotations.NullMarked;
