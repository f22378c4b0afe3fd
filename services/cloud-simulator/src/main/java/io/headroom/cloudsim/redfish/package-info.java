/// Redfish: power control of declared on-premises machines.
@NullMarked
package io.headroom.cloudsim.redfish;

import org.jspecify.annotations.NullMarked;
