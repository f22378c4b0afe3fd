package io.headroom.engine.forecast.change;

/// Demand that became another for good.
///
/// @param index the first step of the new level
/// @param factor how many times the old level the new one is
public record LevelChange(int index, double factor) {
    public LevelChange {
        if (index < 0 || !(factor > 0)) {
            throw new IllegalArgumentException(
                    "a level changes at a step, to more than nothing: " + index + ", " + factor);
        }
    }
}
