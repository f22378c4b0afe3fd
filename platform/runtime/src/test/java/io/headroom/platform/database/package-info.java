/// Tests of how rows are read.
@NullMarked
package io.headroom.platform.database;

import org.jspecify.annotations.NullMarked;
