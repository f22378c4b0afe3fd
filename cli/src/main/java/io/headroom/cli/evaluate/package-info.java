/// `headroom evaluate`: how good what the engine says is, where the truth is known.
@NullMarked
package io.headroom.cli.evaluate;

import org.jspecify.annotations.NullMarked;
