package io.headroom.agent.join;

import io.headroom.contracts.agent.JoinAnswer;
import io.headroom.contracts.envelope.Cell;

/// Who the agent is on the bus: its key's seed, and the JWT that provisioning signed for it.
///
/// @param natsUrl empty until it has joined
/// @param jwt empty until it has joined
public record Identity(String seed, String jwt, String natsUrl, Cell cell) {

    boolean joined() {
        return !jwt.isEmpty();
    }

    Identity with(JoinAnswer answer) {
        return new Identity(seed, answer.jwt(), answer.natsUrl(), answer.cell());
    }

    /// Leaves the secrets out: they must not reach a log.
    @Override
    public String toString() {
        return "Identity[cell=" + cell + ", natsUrl=" + natsUrl + "]";
    }
}
