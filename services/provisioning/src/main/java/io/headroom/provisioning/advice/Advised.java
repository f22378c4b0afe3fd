package io.headroom.provisioning.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.engine.scaling.PaperNode;
import io.headroom.engine.scaling.fact.NodeFact;

/// One step that would have been taken, and how it fared since.
///
/// @param node on paper for a purchase, the real one for a return
/// @param why the step would have been taken
/// @param idleSince of a return: since when the real node was idle, which ends with it
/// @param endedAt when a bought node would have been given back, or a returned one was of use again
/// @param waitingGpuHours what of the lane's waiting it would have held so far; @param waitingWorth dollars that it was worth
record Advised(
        UUID id,
        Step step,
        Instant at,
        PaperNode node,
        NodeReason why,
        @Nullable Instant idleSince,
        @Nullable Instant endedAt,
        @Nullable NodeReason endedWhy,
        double waitingGpuHours,
        double waitingWorth) {

    /// Why a return is over whose node would have been wanted back.
    static final String OF_USE_AGAIN = "it is of use again";

    enum Step {
        BUY,
        RELEASE
    }

    static Advised bought(PaperNode node, Instant now) {
        return new Advised(
                node.node().id().value(), Step.BUY, now, node, node.why(), null, null, null, 0, 0);
    }

    static Advised released(UUID id, NodeFact real, NodeReason why, Instant now) {
        Node node = real.node();
        return new Advised(
                id,
                Step.RELEASE,
                now,
                new PaperNode(node, real.machine(), why, node.since(), 0, real.idleSince()),
                why,
                real.idleSince(),
                null,
                null,
                0,
                0);
    }

    /// As its node stands now, with what it held since it was last looked at.
    ///
    /// @param waiting dollars that an hour's wait for one GPU was worth there meanwhile
    Advised lived(PaperNode now, Duration since, double waiting) {
        double hours = since.toMillis() / 3_600_000.0;
        double more = node.usedMilliGpu() / 1000.0 * hours;
        return new Advised(
                id,
                step,
                at,
                now,
                why,
                idleSince,
                endedAt,
                endedWhy,
                waitingGpuHours + more,
                waitingWorth + more * waiting);
    }

    Advised ended(Instant when, NodeReason reason) {
        return new Advised(
                id, step, at, node, why, idleSince, when, reason, waitingGpuHours, waitingWorth);
    }

    Money waitingSaved() {
        return new Money((long) (waitingWorth * 1e6));
    }

    String pool() {
        return node.node().pool();
    }

    /// What its node costs from the step on: charged for a purchase, spared by a return.
    Money cost(Instant now) {
        Instant end = endedAt == null ? now : endedAt;
        return end.isAfter(at)
                ? node.pricePerHour().perHourFor(Duration.between(at, end))
                : Money.ZERO;
    }
}
