package io.headroom.contracts.capacity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// The whole shortfall of a lane by shape, net of planned nodes; it replaces the last one.
///
/// @param version counts the shortfalls of the lane
/// @param seenNodeVersion the highest node version that the plan knew; younger nodes are not netted yet
/// @param runningMilliGpu what the lane's bound replicas hold, in thousandths of a GPU
/// @param turnovers how fast places for what is missing come free by themselves, where that is known
/// @param heldBack demand of the lane that is no shortfall, since quotas and limits hold it back
@EventName(context = "placement", name = "capacity-shortfall")
public record CapacityShortfall(
        String lane,
        long version,
        UUID decision,
        Instant at,
        long seenNodeVersion,
        long runningMilliGpu,
        List<ShortfallItem> items,
        @Nullable List<Turnover> turnovers,
        @Nullable List<HeldBack> heldBack)
        implements Event {

    public CapacityShortfall {
        turnovers = turnovers == null ? List.of() : List.copyOf(turnovers);
        heldBack = heldBack == null ? List.of() : List.copyOf(heldBack);
    }

    /// A shortfall beside which nothing is held back.
    public CapacityShortfall(
            String lane,
            long version,
            UUID decision,
            Instant at,
            long seenNodeVersion,
            long runningMilliGpu,
            List<ShortfallItem> items,
            List<Turnover> turnovers) {
        this(
                lane,
                version,
                decision,
                at,
                seenNodeVersion,
                runningMilliGpu,
                items,
                turnovers,
                List.of());
    }

    @Override
    public List<Turnover> turnovers() {
        return turnovers == null ? List.of() : turnovers;
    }

    @Override
    public List<HeldBack> heldBack() {
        return heldBack == null ? List.of() : heldBack;
    }

    @Override
    public String key() {
        return lane;
    }

    @Override
    public long version() {
        return version;
    }
}
