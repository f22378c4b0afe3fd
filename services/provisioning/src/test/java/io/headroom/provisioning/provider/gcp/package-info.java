/// Tests of what goes to Compute Engine.
@NullMarked
package io.headroom.provisioning.provider.gcp;

import org.jspecify.annotations.NullMarked;
