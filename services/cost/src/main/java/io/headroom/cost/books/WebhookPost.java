package io.headroom.cost.books;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.headroom.contracts.budget.BudgetThreshold;
import io.headroom.platform.database.Rows;

/// A message that a threshold sends to an address; stored with what it tells of, delivered later.
record WebhookPost(UUID id, String budget, String url, String body, Instant at) {

    static Optional<WebhookPost> of(ThresholdsReached.Said said) {
        URI url = said.threshold().url();
        if (said.threshold().action() != BudgetThreshold.Action.WEBHOOK || url == null) {
            return Optional.empty();
        }
        return Optional.of(
                new WebhookPost(
                        UUID.randomUUID(),
                        said.event().budget(),
                        url.toString(),
                        Rows.json(said.event()),
                        said.event().at()));
    }
}
