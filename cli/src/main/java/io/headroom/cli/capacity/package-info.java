/// Nouns of what there is to run on: pools, nodes, providers, and what is foreseen and decided of them.
@NullMarked
package io.headroom.cli.capacity;

import org.jspecify.annotations.NullMarked;
