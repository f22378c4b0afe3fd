package io.headroom.contracts.agent;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;

/// A node asks for the secrets of a replica that it is about to start; answered by [SecretsTold].
///
/// @param attempt which start of the workload the replica belongs to
/// @param publicKey for whom the answer is to be sealed; made for this question alone
public record SecretsWanted(
        NodeId node, WorkloadId workload, int replica, int attempt, String publicKey) {

    public SecretsWanted {
        new Checks()
                .present(node, "node")
                .present(workload, "workload")
                .that(publicKey != null && publicKey.length() < 256, "publicKey", "is required")
                .done();
    }

    /// What the answer is sealed about.
    public String about() {
        return workload + "/" + replica + "/" + attempt;
    }
}
