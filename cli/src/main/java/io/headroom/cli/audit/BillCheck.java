package io.headroom.cli.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/// What the ledger says that a node cost is what its provider charges for it, once the node is over.
///
/// The two see its beginning and end at different instants: Headroom pays from the answer to the launch until it is sure
/// of the end. So a ledger may say less by what a call takes, and more by what it takes to be sure.
final class BillCheck implements Check {
    /// Amounts are rounded to a millionth by each side, once for each charge.
    private static final double ROUNDING = 0.01;

    /// To be sure takes several calls, and a sweep where the first answer was lost.
    private static final int TO_BE_SURE = 5;

    private static final double SECONDS_PER_HOUR = 3600;

    @Override
    public String name() {
        return "bill";
    }

    @Override
    public int looksAt(Facts facts) {
        return over(facts).size();
    }

    @Override
    public List<Finding> findings(Facts facts) {
        var findings = new ArrayList<Finding>();
        over(facts)
                .forEach(
                        (node, charged) -> {
                            var booked = facts.costs().getOrDefault(node, 0.0);
                            var slack = slack(facts, node);
                            if (booked + slack < charged || booked > charged + slack * TO_BE_SURE) {
                                findings.add(finding(node, charged, booked));
                            }
                        });
        return findings;
    }

    private Finding finding(String node, double charged, double booked) {
        return new Finding(
                name(),
                "node " + node,
                String.format(
                        Locale.ROOT,
                        "was charged $%.4f by its provider, and the ledger says $%.4f",
                        charged,
                        booked));
    }

    private static double slack(Facts facts, String node) {
        var known = facts.nodes().get(node);
        var perHour = known == null ? 0 : known.path("pricePerHour").asDouble();
        return ROUNDING + perHour * facts.slack().toSeconds() / SECONDS_PER_HOUR;
    }

    /// What was charged for each node that is over, of those whose lease is settled.
    private static Map<String, Double> over(Facts facts) {
        var charged = new LinkedHashMap<String, Double>();
        for (var machine : facts.bill().orElse(List.<JsonNode>of())) {
            var node = Facts.nodeOf(machine);
            if (!node.isEmpty() && machine.hasNonNull("to") && !facts.leases().containsKey(node)) {
                charged.merge(node, machine.path("charged").asDouble(), Double::sum);
            }
        }
        return charged;
    }
}
