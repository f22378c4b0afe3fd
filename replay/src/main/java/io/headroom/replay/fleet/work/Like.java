package io.headroom.replay.fleet.work;

/// What makes jobs alike, found once for all that share a spec.
///
/// @param series whose demand they are
/// @param number from 0 on, in the order in which the first of each came
public record Like(Kind kind, String series, int number) {}
