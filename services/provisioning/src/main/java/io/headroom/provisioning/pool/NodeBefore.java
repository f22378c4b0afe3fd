package io.headroom.provisioning.pool;

import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.agent.Prepared;
import io.headroom.contracts.node.Node;

/// What a node was before it prepared a replica: what is on its disk and in its memory depends on it. Each has stages of its own.
public enum NodeBefore {
    /// Bought: nothing of the replica's is there.
    COLD(""),
    /// Stopped: what its disk kept may be.
    STOPPED("wake-"),
    /// Ready for longer: another replica was prepared there since it came up.
    READY("used-");

    private final String prefix;

    NodeBefore(String prefix) {
        this.prefix = prefix;
    }

    public static NodeBefore of(boolean woken, Prepared prepared) {
        if (!prepared.first()) {
            return READY;
        }
        return woken ? STOPPED : COLD;
    }

    /// The stage from the replica's start until it is ready.
    public String prepare() {
        return prefix + "prepare";
    }

    /// The stages that one replica tells of.
    public List<LeadTimes.Seen> seen(Node node, Prepared prepared) {
        List<LeadTimes.Seen> seen = new ArrayList<>();
        if (prepared.fetch() != null) {
            seen.add(LeadTimes.Seen.of(node, prefix + "fetch", prepared.fetch()));
        }
        if (prepared.load() != null) {
            seen.add(LeadTimes.Seen.of(node, prefix + "load", prepared.load()));
        }
        seen.add(LeadTimes.Seen.of(node, prepare(), prepared.total()));
        return seen;
    }

    /// By the stage's name: those of nodes that were stopped have `wake` or `woken` in it.
    static NodeBefore ofStage(String stage) {
        if (stage.startsWith(READY.prefix)) {
            return READY;
        }
        return stage.contains("wake") || stage.contains("woken") ? STOPPED : COLD;
    }
}
