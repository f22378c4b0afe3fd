package io.headroom.engine.price;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.ProviderKind;

/// A machine on demand, as far as commitments are concerned.
///
/// @param listPerHour what it costs uncovered
/// @param from when its bill began; absent of one that is not launched yet; @param to when it ended; absent while it runs
/// @param held which commitment covers it; absent where none does
public record Machine(
        NodeId node,
        ProviderKind provider,
        String region,
        String zone,
        String instanceType,
        Money listPerHour,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Held held) {

    /// A commitment's part in a machine.
    ///
    /// @param price what the machine costs besides
    public record Held(String commitment, Instant since, Instant until, Money price) {}

    boolean isHeldBy(Commitment commitment) {
        return held != null && held.commitment().equals(commitment.name());
    }

    boolean isOf(Commitment commitment) {
        return commitment.spec().covers(provider, region, zone, instanceType);
    }

    /// When it ceased to take part: it ended, or its commitment did. [Instant#MAX] while it does.
    public Instant end() {
        Instant ended = to == null ? Instant.MAX : to;
        Instant over = held == null ? Instant.MAX : held.until();
        return over.isBefore(ended) ? over : ended;
    }

    public Machine held(@Nullable Held now) {
        return new Machine(node, provider, region, zone, instanceType, listPerHour, from, to, now);
    }

    public Machine ended(Instant at) {
        return new Machine(node, provider, region, zone, instanceType, listPerHour, from, at, held);
    }
}
