/// Tests of the nouns, typed against an API that answers as the real one does.
@NullMarked
package io.headroom.cli.noun;

import org.jspecify.annotations.NullMarked;
