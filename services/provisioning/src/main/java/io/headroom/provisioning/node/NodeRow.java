package io.headroom.provisioning.node;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.Reach;
import io.headroom.provisioning.provider.Seen;
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
        long revision) {

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
    Reach.Place place() {
        return new Reach.Place(node.region(), node.zone(), address, credentials);
    }

    /// Whether a machine that carries its tag is another one than its own: the answer to its launch was lost, and the provider
    /// launched again for the same token. A machine of our own is never that: its address may have been declared anew.
    boolean isDoubledBy(Seen machine) {
        String own = node.providerId();
        return node.provider() != ProviderKind.REDFISH
                && own != null
                && !own.equals(machine.providerId());
    }

    NodeRow with(Node changed, NodeReason reason) {
        return new NodeRow(
                changed,
                reason,
                createdAt,
                bornVersion,
                purchase,
                machine,
                address,
                credentials,
                attempt,
                stages,
                releaseAsked,
                endWanted,
                revision);
    }

    NodeRow born(Node changed) {
        return new NodeRow(
                changed,
                why,
                createdAt,
                changed.version(),
                purchase,
                machine,
                address,
                credentials,
                attempt,
                stages,
                releaseAsked,
                endWanted,
                revision);
    }

    NodeRow at(Stages reached) {
        return new NodeRow(
                node,
                why,
                createdAt,
                bornVersion,
                purchase,
                machine,
                address,
                credentials,
                attempt,
                reached,
                releaseAsked,
                endWanted,
                revision);
    }

    /// By which of its attempts it is to be had.
    NodeRow trying(int number) {
        return new NodeRow(
                node,
                why,
                createdAt,
                bornVersion,
                purchase,
                machine,
                address,
                credentials,
                number,
                stages,
                releaseAsked,
                endWanted,
                revision);
    }

    NodeRow releaseAsked(@Nullable Instant at) {
        return new NodeRow(
                node,
                why,
                createdAt,
                bornVersion,
                purchase,
                machine,
                address,
                credentials,
                attempt,
                stages,
                at,
                endWanted,
                revision);
    }

    /// Placement is asked whether it may go.
    public NodeRow askedToGo(NodeReason reason, Instant at) {
        return with(node, reason).releaseAsked(at);
    }

    NodeRow endWanted(NodeReason reason) {
        return new NodeRow(
                node,
                why,
                createdAt,
                bornVersion,
                purchase,
                machine,
                address,
                credentials,
                attempt,
                stages,
                releaseAsked,
                reason,
                revision);
    }

    NodeRow revised(long number) {
        return new NodeRow(
                node,
                why,
                createdAt,
                bornVersion,
                purchase,
                machine,
                address,
                credentials,
                attempt,
                stages,
                releaseAsked,
                endWanted,
                number);
    }
}
