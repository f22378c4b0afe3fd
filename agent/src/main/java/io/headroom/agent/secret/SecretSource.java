package io.headroom.agent.secret;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.headroom.contracts.node.ReplicaAssignment;

/// Where the secrets of a replica come from.
public interface SecretSource {

    /// All that it asks for, by name; asked for anew with each start. Fails, with a message for people, if they are refused or do not come
    /// in time.
    CompletableFuture<Map<String, String>> of(ReplicaAssignment assignment);
}
