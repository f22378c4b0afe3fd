/// Rows of one kind, written with one statement.
@NullMarked
package io.headroom.placement.sql;

import org.jspecify.annotations.NullMarked;
