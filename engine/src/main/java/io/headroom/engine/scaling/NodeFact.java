package io.headroom.engine.scaling;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;

/// A node with what it holds.
///
/// @param machine the machine of our own that it is; empty otherwise
/// @param idleSince since when nothing is bound to it; absent while something is
/// @param releaseAsked whether an answer to "may it go?" is still awaited
public record NodeFact(
        Node node,
        String machine,
        int usedMilliGpu,
        @Nullable Instant idleSince,
        boolean releaseAsked) {}
