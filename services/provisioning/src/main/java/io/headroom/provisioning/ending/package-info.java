/// How nodes leave: placement lets go of them, and their providers are told until the machine is gone. Start at [Endings].
@NullMarked
package io.headroom.provisioning.ending;

import org.jspecify.annotations.NullMarked;
