/// Rows in and out as JSON: one statement for all rows of a kind. Start at [Sql].
@NullMarked
package io.headroom.cost.sql;

import org.jspecify.annotations.NullMarked;
