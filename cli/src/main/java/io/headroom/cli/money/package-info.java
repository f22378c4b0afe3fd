/// Nouns of money: budgets, leases, and what was paid.
@NullMarked
package io.headroom.cli.money;

import org.jspecify.annotations.NullMarked;
