package io.headroom.agent;

import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

import io.headroom.agent.replica.Happened;
import io.headroom.agent.replica.ReplicaKey;
import io.headroom.agent.replica.Replicas;
import io.headroom.agent.report.Reporter;
import io.headroom.agent.report.Said;
import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.agent.ReplicaState;

/// Says what becomes of the node's replicas.
final class ReplicaNews implements Replicas.Changes {

    private final Reporter reporter;
    private final InstantSource clock;

    ReplicaNews(Reporter reporter, InstantSource clock) {
        this.reporter = reporter;
        this.clock = clock;
    }

    @Override
    public void changed(ReplicaKey key, Happened what) {
        say(key, what, null);
    }

    /// It runs, as it did before, and is ready.
    void prepared(ReplicaKey key, Prepared how) {
        say(key, new Happened(ReplicaState.RUNNING, null, "", null), how);
    }

    private void say(ReplicaKey key, Happened what, @Nullable Prepared how) {
        reporter.tell(
                new Said(
                        key.workload(),
                        key.replica(),
                        key.attempt(),
                        what.state(),
                        what.exitCode(),
                        clock.instant(),
                        what.message(),
                        what.log(),
                        how));
    }
}
