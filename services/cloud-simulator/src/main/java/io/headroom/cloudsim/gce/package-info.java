/// Google Compute Engine's REST API, with its asynchronous operations.
@NullMarked
package io.headroom.cloudsim.gce;

import org.jspecify.annotations.NullMarked;
