/// Tests of machines of our own.
@NullMarked
package io.headroom.provisioning.provider.redfish;

import org.jspecify.annotations.NullMarked;
