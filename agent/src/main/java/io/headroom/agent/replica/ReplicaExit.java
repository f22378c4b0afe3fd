package io.headroom.agent.replica;

/// How a replica ended.
public sealed interface ReplicaExit {

    /// By itself or by a signal (128 + its number).
    record Code(int code) implements ReplicaExit {}

    /// Nobody knows; why, for people.
    record Unknown(String why) implements ReplicaExit {}
}
