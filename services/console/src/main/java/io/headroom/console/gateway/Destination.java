package io.headroom.console.gateway;

import io.headroom.console.upstream.Upstream;

/// Where a request goes.
sealed interface Destination {

    /// To the service that owns the resource.
    record Owner(Upstream upstream) implements Destination {}

    /// To all of them: each has some.
    record DeadLetters() implements Destination {}

    /// It is the console's own.
    record Here() implements Destination {}

    /// Nobody has such a thing.
    record Nowhere(String what) implements Destination {}
}
