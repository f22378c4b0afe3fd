/// One answer to each thing that goes wrong in a request, and the shapes that all resources share. Start at [Problem].
@NullMarked
package io.headroom.platform.rest;

import org.jspecify.annotations.NullMarked;
