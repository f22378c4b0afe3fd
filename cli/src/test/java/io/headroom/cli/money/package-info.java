/// Prices, budgets and costs at the terminal.
@NullMarked
package io.headroom.cli.money;

import org.jspecify.annotations.NullMarked;
