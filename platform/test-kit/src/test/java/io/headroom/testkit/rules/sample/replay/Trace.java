package io.headroom.testkit.rules.sample.replay;

/// What an engine must not know.
public record Trace(String name) {}
