/// The one way into the database: a transaction with its tenant set. Start at [Transactions].
@NullMarked
package io.headroom.platform.database;

import org.jspecify.annotations.NullMarked;
