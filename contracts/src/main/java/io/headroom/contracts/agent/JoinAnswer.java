package io.headroom.contracts.agent;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.envelope.Cell;

/// What an agent needs to reach its cell.
///
/// @param jwt user JWT for the key the agent sent
public record JoinAnswer(String jwt, String natsUrl, Cell cell) {

    public JoinAnswer {
        new Checks()
                .that(jwt != null && !jwt.isBlank(), "jwt", "is required")
                .that(natsUrl != null && !natsUrl.isBlank(), "natsUrl", "is required")
                .present(cell, "cell")
                .done();
    }
}
