package io.headroom.replay.evaluate.score;

/// How often demand was at or under its quantile 0.9 in one hour of the day.
///
/// @param occasions how many of these hours there were: errors within one of them go together and count as one trial
/// @param under90 share of the steps at or under
public record HourCoverage(int hour, int occasions, double under90) {}
