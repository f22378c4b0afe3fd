package io.headroom.engine.budget.model;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.lease.PaidNode;

/// Renewals as a desk would decide them that leaves out a rule.
final class Mistakes {

    private Mistakes() {}

    /// The node as such a desk sees it; the same where it makes no such mistake.
    static PaidNode renewing(Rise rise, PaidNode paid) {
        return switch (rise.mistake()) {
            case FORGETS_WHAT_WAS_ANNOUNCED ->
                    paid.next() == null ? paid : with(paid, paid, paid.pricePerHour(), false);
            case RENEWS_AT_THE_OLD_PRICE ->
                    paid.pricePerHour().compareTo(Rules.WORST) <= 0
                            ? paid
                            : with(
                                    paid.leased(
                                            paid.spend()
                                                    .at(Rules.WORST, paid.spend().minimumBilling()),
                                            paid.lease(),
                                            paid.renewAt(),
                                            paid.holds()),
                                    paid,
                                    Rules.WORST,
                                    true);
            case NONE, KEEPS_THE_OLD_PRICE, CHARGES_NOTHING_IN_ARREARS, ENDS_AT_THE_OLD_PRICE ->
                    paid;
        };
    }

    /// What it decided, of a machine that costs what it costs.
    static PaidNode priced(PaidNode decided, PaidNode as) {
        return with(decided, as, as.pricePerHour(), true);
    }

    private static PaidNode with(PaidNode node, PaidNode as, Money price, boolean isNextKnown) {
        return new PaidNode(
                node.spend(),
                node.priority(),
                node.lease(),
                node.renewAt(),
                node.settledTo(),
                node.keptTo(),
                node.carry(),
                node.billedFrom(),
                price,
                node.charged(),
                node.holds(),
                node.standing(),
                isNextKnown ? as.next() : null,
                node.before());
    }
}
