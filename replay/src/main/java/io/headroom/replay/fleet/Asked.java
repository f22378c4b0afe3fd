package io.headroom.replay.fleet;

import java.util.List;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.forecast.DemandForecast;

/// What is asked of the fleet now: what waits, what is foreseen, and how fast what runs makes room.
record Asked(
        List<CapacityShortfall> shortfalls,
        List<DemandForecast> forecasts,
        List<Turnover> turnovers) {

    Asked {
        shortfalls = List.copyOf(shortfalls);
        forecasts = List.copyOf(forecasts);
        turnovers = List.copyOf(turnovers);
    }

    /// Only what waits.
    static Asked by(CapacityShortfall shortfall) {
        return new Asked(List.of(shortfall), List.of(), List.of());
    }

    boolean isNothing() {
        return shortfalls.isEmpty() && forecasts.isEmpty();
    }
}
