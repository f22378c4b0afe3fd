package io.headroom.contracts.agent;

import io.headroom.contracts.check.Checks;

/// A new agent asks to speak for its node.
///
/// @param token the one-time token of the node's user data
/// @param publicKey public user nkey (`U...`) whose seed never leaves the node
public record JoinRequest(String token, String publicKey) {

    public JoinRequest {
        new Checks()
                .that(token != null && !token.isBlank(), "token", "is required")
                .that(
                        publicKey != null && publicKey.matches("U[A-Z2-7]{55}"),
                        "publicKey",
                        "must be a public user nkey")
                .done();
    }

    /// Leaves the token out: it must not reach a log.
    @Override
    public String toString() {
        return "JoinRequest[publicKey=" + publicKey + "]";
    }
}
