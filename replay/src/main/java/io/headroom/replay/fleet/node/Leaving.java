package io.headroom.replay.fleet.node;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Empty.Then;

/// Whether a node is to go once its work has moved, and what was said last when it was to and stayed.
public final class Leaving {

    private boolean asked;
    private Then then = Then.ENDS;
    private NodeFact.@Nullable Retained retained;

    /// It is to be emptied.
    public void ask(Then after) {
        asked = true;
        then = after;
    }

    /// Whether an answer is awaited, or it is being emptied.
    public boolean isAsked() {
        return asked;
    }

    /// It is not emptied, or not any more.
    public void stays(String why, Instant now) {
        asked = false;
        retained = new NodeFact.Retained(now, why);
    }

    /// It begins anew.
    void over() {
        asked = false;
    }

    /// What becomes of it once it is emptied.
    Then then() {
        return then;
    }

    NodeFact.@Nullable Retained retained() {
        return retained;
    }
}
