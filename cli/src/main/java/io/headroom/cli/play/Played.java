package io.headroom.cli.play;

import io.headroom.replay.fleet.score.FleetOutcome;

/// What came of one performance, and whether what must hold held.
public record Played(Slice slice, FleetOutcome outcome, Verdict verdict) {}
