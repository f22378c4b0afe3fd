package io.headroom.cli.explain;

import java.time.Instant;

import io.headroom.cli.api.ApiClient;

/// Finds out why one thing is as it is.
interface Explainer {
    Explanation explain(ApiClient api, String id, Instant now);
}
