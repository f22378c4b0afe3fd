/// State on disk that survives kill -9: an append-only file of JSON lines.
@NullMarked
package io.headroom.cloudsim.journal;

import org.jspecify.annotations.NullMarked;
