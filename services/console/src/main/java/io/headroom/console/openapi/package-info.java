/// Answers with the OpenAPI document of all services.
@NullMarked
package io.headroom.console.openapi;

import org.jspecify.annotations.NullMarked;
