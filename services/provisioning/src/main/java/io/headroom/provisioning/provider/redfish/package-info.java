/// Machines of our own by their management controllers.
@NullMarked
package io.headroom.provisioning.provider.redfish;

import org.jspecify.annotations.NullMarked;
