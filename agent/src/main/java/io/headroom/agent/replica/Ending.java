package io.headroom.agent.replica;

import org.jspecify.annotations.Nullable;

import io.headroom.agent.replica.KeptReplica.Stage;
import io.headroom.contracts.agent.ReplicaState;

/// What a replica's exit means: the same exit is a failure for one that was left alone, and right for one that was stopped.
///
/// @param exitCode absent when nobody knows it
record Ending(ReplicaState state, @Nullable Integer exitCode, String message) {

    static Ending of(KeptReplica replica, ReplicaExit exit) {
        boolean stopped = replica.stage() == Stage.STOPPING;
        return switch (exit) {
            case ReplicaExit.Code(int code) when stopped ->
                    new Ending(ReplicaState.STOPPED, code, replica.why());
            case ReplicaExit.Code(int code) when code == 0 ->
                    new Ending(ReplicaState.SUCCEEDED, code, "");
            case ReplicaExit.Code(int code) ->
                    new Ending(ReplicaState.FAILED, code, "ended with exit code " + code);
            case ReplicaExit.Unknown _ when stopped ->
                    new Ending(ReplicaState.STOPPED, null, replica.why());
            case ReplicaExit.Unknown(String why) -> new Ending(ReplicaState.LOST, null, why);
        };
    }
}
