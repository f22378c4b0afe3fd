package io.headroom.agent.replica;

import org.jspecify.annotations.Nullable;

import io.headroom.agent.replica.KeptReplica.Stage;
import io.headroom.contracts.agent.ReplicaState;

/// Something that became of a replica.
///
/// @param exitCode absent while it runs, and when nobody knows it
/// @param log the end of what it wrote, where it ended and wrote anything
public record Happened(
        ReplicaState state, @Nullable Integer exitCode, String message, @Nullable String log) {

    static Happened is(ReplicaState state, String message) {
        return new Happened(state, null, message, null);
    }

    /// What an exit means: the same one is a failure for a replica that was left alone, and right for one that was stopped.
    static Happened ended(KeptReplica replica, ReplicaExit exit, String lastWords) {
        String log = lastWords.isEmpty() ? null : lastWords;
        boolean stopped = replica.stage() == Stage.STOPPING;
        return switch (exit) {
            case ReplicaExit.Code(int code) when stopped ->
                    new Happened(ReplicaState.STOPPED, code, replica.why(), log);
            case ReplicaExit.Code(int code) when code == 0 ->
                    new Happened(ReplicaState.SUCCEEDED, code, "", log);
            case ReplicaExit.Code(int code) ->
                    new Happened(ReplicaState.FAILED, code, "ended with exit code " + code, log);
            case ReplicaExit.Unknown _ when stopped ->
                    new Happened(ReplicaState.STOPPED, null, replica.why(), log);
            case ReplicaExit.Unknown(String why) -> new Happened(ReplicaState.LOST, null, why, log);
        };
    }
}
