package io.headroom.agent.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.node.ReplicaAssignment;

/// Replicas that do not end before the test says so.
final class SlowRuntime implements ReplicaRuntime {

    final List<String> started = new ArrayList<>();
    Given given = Given.only(List.of());
    private Consumer<ReplicaExit> last = _ -> {};

    @Override
    public RunningReplica start(
            ReplicaAssignment assignment, Given what, Consumer<ReplicaExit> onExit) {
        given = what;
        started.add(String.join(" ", assignment.run().command()));
        last = onExit;
        return new Deaf();
    }

    @Override
    public Optional<RunningReplica> adopt(
            ReplicaAssignment assignment, String handle, Consumer<ReplicaExit> onExit) {
        return Optional.empty();
    }

    @Override
    public LogPiece log(ReplicaKey replica, long after, int most) {
        return LogPiece.NOTHING;
    }

    void endLast() {
        last.accept(new ReplicaExit.Code(0));
    }

    private record Deaf() implements RunningReplica {

        @Override
        public String handle() {
            return "slow";
        }

        @Override
        public void stop(Duration grace) {}

        @Override
        public void release() {}
    }
}
