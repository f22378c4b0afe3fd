package io.headroom.engine.scaling.fact;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;

/// A node with what it holds.
///
/// @param bornVersion the version that the last of its purchase was requested with: placement netted them if it has seen that one
/// @param machine the machine of our own that it is; empty otherwise
/// @param idleSince since when nothing is bound to it; absent while something is
/// @param releaseAsked whether an answer to "may it go?" is still awaited
/// @param becomesWarm whether it goes only to be stopped
/// @param livesUntil when it has to be gone for good; absent where nobody says so
/// @param retained what placement said last when it did not let it go; absent if it never did
public record NodeFact(
        Node node,
        long bornVersion,
        String machine,
        int usedMilliGpu,
        @Nullable Instant idleSince,
        boolean releaseAsked,
        boolean becomesWarm,
        @Nullable Instant livesUntil,
        @Nullable Retained retained) {

    /// Why placement did not let it go.
    public record Retained(Instant at, String why) {}

    /// One that placement never retained.
    public NodeFact(
            Node node,
            long bornVersion,
            String machine,
            int usedMilliGpu,
            @Nullable Instant idleSince,
            boolean releaseAsked,
            boolean becomesWarm,
            @Nullable Instant livesUntil) {
        this(
                node,
                bornVersion,
                machine,
                usedMilliGpu,
                idleSince,
                releaseAsked,
                becomesWarm,
                livesUntil,
                null);
    }

    /// A node that is not being stopped.
    public NodeFact(
            Node node,
            long bornVersion,
            String machine,
            int usedMilliGpu,
            @Nullable Instant idleSince,
            boolean releaseAsked) {
        this(node, bornVersion, machine, usedMilliGpu, idleSince, releaseAsked, false, null);
    }
}
