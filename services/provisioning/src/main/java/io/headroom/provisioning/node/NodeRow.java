package io.headroom.provisioning.node;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.provider.Reach;
import io.headroom.provisioning.provider.Target;

/// A node as provisioning keeps it: what all may know, and what concerns its buying and ending alone.
///
/// @param bornVersion the version it was requested with
/// @param machine the name of the machine of our own that it is; empty otherwise
/// @param address that machine's controller; empty otherwise
/// @param credentials the name of the secret that opens it; empty otherwise
/// @param attempt the number of the launch attempt that it is to be had by, or was
/// @param releaseAsked since when an answer to "may it go?" is awaited
/// @param endWanted why it is to end as soon as it can
/// @param warmth what concerns its stops and wakes; absent for one that was never asked to stop
/// @param revision the number of its last change, in the order of all nodes' commits
public record NodeRow(
        Node node,
        NodeReason why,
        Instant createdAt,
        long bornVersion,
        PurchaseId purchase,
        String machine,
        String address,
        String credentials,
        int attempt,
        Stages stages,
        @Nullable Instant releaseAsked,
        @Nullable NodeReason endWanted,
        long revision,
        @Nullable Warmth warmth) {

    public NodeId id() {
        return node.id();
    }

    public NodeState state() {
        return node.state();
    }

    /// Where its provider finds it.
    public Target target() {
        String providerId = node.providerId();
        return new Target(
                node.id(),
                providerId == null ? "" : providerId,
                node.region(),
                node.zone(),
                credentials);
    }

    /// Where its machine is, or will be.
    public Reach.Place place() {
        return new Reach.Place(node.region(), node.zone(), address, credentials);
    }

    public NodeRow with(Node changed, NodeReason reason) {
        return copy(
                changed,
                reason,
                bornVersion,
                purchase,
                attempt,
                stages,
                releaseAsked,
                endWanted,
                revision,
                warmth);
    }

    NodeRow born(Node changed) {
        return copy(
                changed,
                why,
                changed.version(),
                purchase,
                attempt,
                stages,
                releaseAsked,
                endWanted,
                revision,
                warmth);
    }

    public NodeRow at(Stages reached) {
        return copy(
                node,
                why,
                bornVersion,
                purchase,
                attempt,
                reached,
                releaseAsked,
                endWanted,
                revision,
                warmth);
    }

    /// By which of its attempts it is to be had.
    public NodeRow trying(int number) {
        return copy(
                node,
                why,
                bornVersion,
                purchase,
                number,
                stages,
                releaseAsked,
                endWanted,
                revision,
                warmth);
    }

    public NodeRow releaseAsked(@Nullable Instant at) {
        return copy(
                node, why, bornVersion, purchase, attempt, stages, at, endWanted, revision, warmth);
    }

    NodeRow endWanted(NodeReason reason) {
        return copy(
                node,
                why,
                bornVersion,
                purchase,
                attempt,
                stages,
                releaseAsked,
                reason,
                revision,
                warmth);
    }

    NodeRow revised(long number) {
        return copy(
                node,
                why,
                bornVersion,
                purchase,
                attempt,
                stages,
                releaseAsked,
                endWanted,
                number,
                warmth);
    }

    NodeRow warm(Warmth now) {
        return copy(
                node,
                why,
                bornVersion,
                purchase,
                attempt,
                stages,
                releaseAsked,
                endWanted,
                revision,
                now);
    }

    /// Asked for anew, under another purchase and with another attempt.
    NodeRow boughtAgain(PurchaseId again, Instant at) {
        return copy(
                node,
                why,
                bornVersion,
                again,
                attempt + 1,
                Stages.begun(at),
                null,
                endWanted,
                revision,
                warmth);
    }

    /// When and on which machine stays what it was.
    private NodeRow copy(
            Node changed,
            NodeReason reason,
            long born,
            PurchaseId bought,
            int attempts,
            Stages reached,
            @Nullable Instant asked,
            @Nullable NodeReason end,
            long number,
            @Nullable Warmth warm) {
        return new NodeRow(
                changed,
                reason,
                createdAt,
                born,
                bought,
                machine,
                address,
                credentials,
                attempts,
                reached,
                asked,
                end,
                number,
                warm);
    }

    /// Placement is asked whether it may go, for good.
    public NodeRow askedToGo(NodeReason reason, Instant at) {
        Warmth before = warmth;
        NodeRow asked = with(node, reason).releaseAsked(at);
        return before == null ? asked : asked.warm(before.toEnd());
    }

    /// Placement is asked whether what runs on it may move, so that it goes for good. Why it is there stays what it was until it goes.
    public NodeRow askedToEmpty(Instant at) {
        Warmth before = warmth;
        NodeRow asked = releaseAsked(at);
        return before == null ? asked : asked.warm(before.toEnd());
    }

    /// Placement is asked whether it may go, to be stopped.
    public NodeRow askedToStop(NodeReason reason, Instant at, Money diskPerHour) {
        return with(node, reason).releaseAsked(at).warm(Warmth.toStop(warmth, diskPerHour));
    }

    /// Whether it leaves only to be stopped.
    public boolean stops() {
        return warmth != null && warmth.stops();
    }

    /// Whether it was stopped and started again, ever.
    public boolean wasWoken() {
        return warmth != null && warmth.wakes() > 0;
    }

    /// When its longest life began: a wake does not lengthen it, for its agent's identity is as old as its first boot.
    public @Nullable Instant livesSince() {
        return warmth == null ? node.launchedAt() : createdAt;
    }
}
