package io.headroom.cli.audit;

import java.util.List;
import java.util.Set;

import io.headroom.cli.render.Cells;

/// Every provider answers: what it has cannot be known else.
final class ProvidersCheck implements Check {
    private static final Set<String> DUMB = Set.of("failing", "denied");

    @Override
    public String name() {
        return "providers";
    }

    @Override
    public int looksAt(Facts facts) {
        return facts.providers().size();
    }

    @Override
    public List<Finding> findings(Facts facts) {
        return facts.providers().stream()
                .filter(provider -> DUMB.contains(provider.path("state").asText()))
                .map(
                        provider ->
                                new Finding(
                                        name(),
                                        "provider " + provider.path("name").asText(),
                                        "is "
                                                + provider.path("state").asText()
                                                + ": "
                                                + Cells.text(provider.path("detail"))))
                .toList();
    }
}
