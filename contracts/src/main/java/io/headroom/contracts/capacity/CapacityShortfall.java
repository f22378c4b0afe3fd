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
@EventName(context = "placement", name = "capacity-shortfall")
public record CapacityShortfall(
        String lane,
        long version,
        UUID decision,
        Instant at,
        long seenNodeVersion,
        long runningMilliGpu,
        List<ShortfallItem> items,
        @Nullable List<Turnover> turnovers)
        implements Event {

    public CapacityShortfall {
        turnovers = turnovers == null ? List.of() : List.copyOf(turnovers);
    }

    @Override
    public List<Turnover> turnovers() {
        return turnovers == null ? List.of() : turnovers;
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
