package io.headroom.contracts.agent;

import java.net.URI;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.envelope.Cell;
import io.headroom.contracts.node.NodeId;

/// What a machine is given at its launch, as the provider's user data.
@JsonIgnoreProperties(ignoreUnknown = true)
public record UserData(Headroom headroom) {

    /// Which node the machine is, and how it joins.
    ///
    /// @param join address that [JoinRequest] is posted to
    /// @param token one-time, short-lived
    /// @param powerOffBy how long the money of its first lease lasts: without hearing of another it is off by then
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Headroom(
            NodeId node, Cell cell, URI join, String token, @Nullable Instant powerOffBy) {

        public Headroom(NodeId node, Cell cell, URI join, String token) {
            this(node, cell, join, token, null);
        }

        public Headroom {
            new Checks()
                    .present(node, "headroom.node")
                    .present(cell, "headroom.cell")
                    .present(join, "headroom.join")
                    .that(token != null && !token.isBlank(), "headroom.token", "is required")
                    .done();
        }

        /// Leaves the token out: it must not reach a log.
        @Override
        public String toString() {
            return "Headroom[node=" + node + ", cell=" + cell + ", join=" + join + "]";
        }
    }

    public UserData {
        new Checks().present(headroom, "headroom").done();
    }
}
