package io.headroom.engine.budget.model;

import io.headroom.contracts.budget.Money;

/// A list price that rises once, for all machines, above what was reserved for them.
///
/// @param to what an hour costs from then on
/// @param ahead how many ticks before it rises that is said; nought: nobody announced it
/// @param within in how many ticks the desk hears of it, after it was said of a machine
/// @param mistake what the desk does wrong
record Rise(Money to, int ahead, int within, Mistake mistake) {

    /// What could be left out of the protocol.
    enum Mistake {
        NONE,
        /// A lease that reaches into a rise that was announced is renewed at the price before it.
        FORGETS_WHAT_WAS_ANNOUNCED,
        /// A rise that was heard is not charged until a renewal asks for it.
        KEEPS_THE_OLD_PRICE,
        /// After a rise was paid for out of its reserve, a lease is renewed at the old price all the same.
        RENEWS_AT_THE_OLD_PRICE,
        /// A rise that is heard late is charged from where the bill was settled to, and not from when it was said.
        CHARGES_NOTHING_IN_ARREARS,
        /// What the end of a machine says of its price is not read.
        ENDS_AT_THE_OLD_PRICE
    }

    static Rise unannounced(String to, int within) {
        return new Rise(Money.of(to), 0, within, Mistake.NONE);
    }

    static Rise announced(String to, int ahead, int within) {
        return new Rise(Money.of(to), ahead, within, Mistake.NONE);
    }

    Rise erring(Mistake mistake) {
        return new Rise(to, ahead, within, mistake);
    }

    boolean isAnnounced() {
        return ahead > 0;
    }
}
