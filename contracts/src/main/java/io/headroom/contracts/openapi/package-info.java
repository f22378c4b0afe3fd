/// One OpenAPI document out of those of all services.
@NullMarked
package io.headroom.contracts.openapi;

import org.jspecify.annotations.NullMarked;
