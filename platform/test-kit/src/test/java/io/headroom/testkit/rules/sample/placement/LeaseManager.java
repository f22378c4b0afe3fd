package io.headroom.testkit.rules.sample.placement;

/// Breaks: names say something.
record LeaseManager(String name) {}
