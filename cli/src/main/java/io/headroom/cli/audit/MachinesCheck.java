package io.headroom.cli.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/// Every machine that is paid for belongs to a node that lives, and every node that lives has its machine.
final class MachinesCheck implements Check {
    /// Providers and their watchers need a moment to agree.
    private static final Duration SETTLES = Duration.ofMinutes(3);

    private static final Set<String> WITH_MACHINE = Set.of("booting", "ready", "draining");
    private static final Set<String> OVER = Set.of("terminated", "failed");

    @Override
    public String name() {
        return "machines";
    }

    @Override
    public int looksAt(Facts facts) {
        return facts.bill().map(List::size).orElse(0);
    }

    @Override
    public List<Finding> findings(Facts facts) {
        var findings = new ArrayList<Finding>();
        facts.bill()
                .ifPresent(
                        machines -> {
                            var charged =
                                    machines.stream().filter(m -> !m.hasNonNull("to")).toList();
                            charged.forEach(m -> orphan(m, facts, findings));
                            missing(charged, facts, findings);
                        });
        return findings;
    }

    private void orphan(JsonNode machine, Facts facts, List<Finding> findings) {
        var id = Facts.nodeOf(machine);
        var node = facts.nodes().get(id);
        var label = machine.path("provider").asText() + " " + machine.path("instance").asText();
        if (node == null) {
            findings.add(
                    new Finding(
                            name(),
                            label,
                            "is charged and belongs to no node (its tag says \"" + id + "\")"));
        } else if (OVER.contains(node.path("state").asText()) && isSettled(node, facts.now())) {
            findings.add(
                    new Finding(
                            name(),
                            label,
                            "is charged, and its node %s is %s since %s"
                                    .formatted(
                                            id,
                                            node.path("state").asText(),
                                            node.path("since").asText())));
        }
    }

    private void missing(List<JsonNode> charged, Facts facts, List<Finding> findings) {
        var served = new HashSet<String>();
        charged.forEach(machine -> served.add(Facts.nodeOf(machine)));
        for (var node : facts.nodes().values()) {
            var state = node.path("state").asText();
            if (WITH_MACHINE.contains(state)
                    && !served.contains(node.path("id").asText())
                    && isSettled(node, facts.now())) {
                findings.add(
                        new Finding(
                                name(),
                                "node " + node.path("id").asText(),
                                "is " + state + ", and no provider charges a machine for it"));
            }
        }
    }

    private static boolean isSettled(JsonNode node, Instant now) {
        return Instant.parse(node.path("since").asText()).plus(SETTLES).isBefore(now);
    }
}
