/// What one transaction has open: budgets, accounts, leases, and what is to be written at its end. Start at [Books].
@NullMarked
package io.headroom.cost.books;

import org.jspecify.annotations.NullMarked;
