/// What all nouns of the command line have alike: a list, one of them, and both again and again.
@NullMarked
package io.headroom.cli.noun;

import org.jspecify.annotations.NullMarked;
