/// Talks to a running Headroom over its REST API.
@NullMarked
package io.headroom.cli.api;

import org.jspecify.annotations.NullMarked;
