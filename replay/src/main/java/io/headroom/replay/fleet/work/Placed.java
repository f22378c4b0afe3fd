package io.headroom.replay.fleet.work;

import io.headroom.engine.fleet.Hold;

/// A replica that has a place, and what it holds there.
public record Placed(Progress progress, int replica, Hold hold) {}
