package io.headroom.testkit.rules.sample.engine;

import io.headroom.testkit.rules.sample.replay.Trace;

/// Breaks: dependencies point one way.
record KnowsTraces(Trace trace) {}
