package io.headroom.testkit.rules.sample.placement;

import io.headroom.testkit.rules.sample.provisioning.Node;

/// Breaks: no service depends on another's code.
record ReadsNodes(Node node) {}
