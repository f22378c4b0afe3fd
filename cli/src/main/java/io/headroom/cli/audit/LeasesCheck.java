package io.headroom.cli.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Every node that costs money has a lease that goes on, and no lease outlives its node.
final class LeasesCheck implements Check {
    private static final Set<String> CHARGED = Set.of("launching", "booting", "ready", "draining");

    @Override
    public String name() {
        return "leases";
    }

    @Override
    public int looksAt(Facts facts) {
        return facts.leases().size();
    }

    @Override
    public List<Finding> findings(Facts facts) {
        var findings = new ArrayList<Finding>();
        facts.nodes()
                .forEach(
                        (id, node) -> {
                            var state = node.path("state").asText();
                            if (CHARGED.contains(state) && !facts.leases().containsKey(id)) {
                                findings.add(
                                        new Finding(
                                                name(),
                                                "node " + id,
                                                "is " + state + " without a lease"));
                            }
                        });
        facts.leases()
                .forEach(
                        (node, lease) -> {
                            if (!facts.nodes().containsKey(node)) {
                                findings.add(
                                        new Finding(
                                                name(),
                                                "lease of node " + node,
                                                "holds $"
                                                        + lease.path("held").asText()
                                                        + " for a node that nobody knows"));
                            } else if (lease.path("state").asText().equals("overdue")) {
                                findings.add(
                                        new Finding(
                                                name(),
                                                "lease of node " + node,
                                                "is over, and its node is not known to be gone"));
                            } else if (isOver(lease.path("until").asText(), facts.now())) {
                                findings.add(
                                        new Finding(
                                                name(),
                                                "lease of node " + node,
                                                "ended at "
                                                        + lease.path("until").asText()
                                                        + " and is still open"));
                            }
                        });
        return findings;
    }

    private static boolean isOver(String until, Instant now) {
        return Instant.parse(until).plus(AuditCommand.GRACE).isBefore(now);
    }
}
