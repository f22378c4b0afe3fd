package io.headroom.testkit.rules.sample.provisioning;

/// What another service must not know.
public record Node(String name) {}
