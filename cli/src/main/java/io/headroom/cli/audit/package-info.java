/// Compares what providers have and charge with what Headroom believes.
@NullMarked
package io.headroom.cli.audit;

import org.jspecify.annotations.NullMarked;
