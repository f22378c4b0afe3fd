/// Fleets and workloads for tests, in the words of the domain: all that does not matter has a default.
@NullMarked
package io.headroom.engine.builders;

import org.jspecify.annotations.NullMarked;
