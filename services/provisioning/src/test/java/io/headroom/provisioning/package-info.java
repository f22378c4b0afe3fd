/// The service as a whole, on a real database and a real bus; the clouds are played.
@NullMarked
package io.headroom.provisioning;

import org.jspecify.annotations.NullMarked;
