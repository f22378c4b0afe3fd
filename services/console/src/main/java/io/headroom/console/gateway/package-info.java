/// Carries each request to the service that owns the resource, without reading it.
@NullMarked
package io.headroom.console.gateway;

import org.jspecify.annotations.NullMarked;
